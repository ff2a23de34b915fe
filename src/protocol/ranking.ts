import type { TrialScore } from './search.ts';

/** Mean error of a trial on what it is judged by, to 12 digits, so that the order of its networks does not matter; infinite where nothing came of it. */
export const errorOf = ({ judged, problem }: TrialScore): number => (problem === undefined && judged.length > 0 ? Number(meanOf(judged).toPrecision(12)) : Infinity);

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation between values; null where there is one. */
export function deviationOf(values: readonly number[]): number | null {
  const mean = meanOf(values);
  return values.length < 2 ? null : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Whoever came further, then whoever errs less, then the one that was drawn first: the same whatever the order they come in. */
const byMerit = (a: TrialScore, b: TrialScore): number => {
  const [own, other] = [errorOf(a), errorOf(b)];
  return b.rung - a.rung || (own === other ? a.trial - b.trial : own - other);
};

/** Each trial once, by the last round that it was in, the best first. A round that fails ends a trial: it comes last. */
export function ranked(scores: readonly TrialScore[]): TrialScore[] {
  const last = new Map<number, TrialScore>();
  for (const score of scores) if ((last.get(score.trial)?.rung ?? -1) <= score.rung) last.set(score.trial, score);
  const [failed, good] = [true, false].map((wanted) => [...last.values()].filter((score) => (errorOf(score) === Infinity) === wanted).sort(byMerit));
  return [...good!, ...failed!];
}
