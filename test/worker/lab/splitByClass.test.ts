import { expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { splitByClass } from '../../../src/worker/lab/splitByClass.ts';

const labelsOf = (...counts: number[]) => counts.flatMap((count, k) => Array<number>(count).fill(k));
const countsOf = (labels: readonly number[], which: readonly number[], classes: number) => Array.from({ length: classes }, (_, k) => which.filter((one) => labels[one] === k).length);

test.each<[number[], number, number[]]>([
  [[20, 20], 0.3, [6, 6]],
  [[30, 10], 0.2, [6, 2]],
  [[3, 3, 3], 1 / 3, [1, 1, 1]],
  [[5, 5], 0.3, [2, 1]], // 3 of 10
  [[1, 9], 0.5, [0, 5]], // one of each is learnt from
  [[2, 2], 0.01, [1, 0]], // one at least is tested with
  [[1, 1, 1, 1], 0.5, [0, 0, 0, 0]],
])('of classes of %j a share of %d is %j', (counts, share, kept) => {
  const labels = labelsOf(...counts);
  const { train, test: tested } = splitByClass(labels, share, split(1, 'data'));
  expect(countsOf(labels, tested, counts.length)).toEqual(kept);
  expect([...train, ...tested].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
});

test('which of them is drawn by the seed', () => {
  const labels = labelsOf(20, 20);
  const of = (seed: number) => splitByClass(labels, 0.3, split(seed, 'data')).test;
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});
