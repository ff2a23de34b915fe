/**
 * Edits that turn one word into the other: insert, delete or replace a letter, or swap two neighbours.
 * Upper and lower case are alike. Optimal string alignment, row by row.
 */
function edits(a: string, b: string): number {
  let [twoAbove, above]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (twoAbove[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1, swapped));
    }
    [twoAbove, above] = [above, row];
  }
  return above[b.length]!;
}

/** The candidate that was probably meant: the nearest, if at most a third of its letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = edits(word.toLowerCase(), candidate.toLowerCase());
    const near = distance <= Math.max(1, Math.floor(candidate.length / 3)) && distance < candidate.length; // another single letter is another name
    if (near && distance < (best?.distance ?? Infinity)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** The end of a sentence: `; did you mean …?`, or a full stop. */
export function didYouMean(word: string, candidates: readonly string[], quote = '`'): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '.' : `; did you mean ${quote}${meant}${quote}?`;
}
