import type { RandomStream } from '../../core/math/random.ts';
import type { Split } from '../../protocol/classes.ts';

/**
 * Keeps a share of each class to test with, drawn by chance, so that the classes are in both parts as they are in all; at least one of
 * a class is learnt from. Where the shares are not whole, those of all classes together are as near as can be.
 * @param labels class of each, counted from 0 @param share from 0 to 1 @returns an empty `test` where each class has one
 */
export function splitByClass(labels: readonly number[], share: number, random: RandomStream): Split {
  const order = random.permutation(labels.length);
  const classes = Array.from({ length: Math.max(...labels) + 1 }, (_, k) => order.filter((one) => labels[one] === k));
  let [seen, kept] = [0, 0];
  const counts = classes.map(({ length }) => {
    seen += length;
    const own = Math.min(length - 1, Math.max(0, Math.round(seen * share) - kept));
    kept += own;
    return own;
  });
  if (kept === 0) {
    const largest = classes.reduce((best, { length }, k) => (length > classes[best]!.length ? k : best), 0);
    counts[largest] = Math.min(1, classes[largest]!.length - 1);
  }
  return { train: classes.flatMap((own, k) => own.slice(counts[k])), test: classes.flatMap((own, k) => own.slice(0, counts[k])) };
}
