/** The number a share `at` of the sorted values lies below, linearly between neighbours. Throws when there are none. */
export function quantile(values: readonly number[], at: number): number {
  if (values.length === 0) throw new Error('There is no quantile of no values.');
  const sorted = [...values].sort((a, b) => a - b);
  const position = at * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The slope of log y against log x by least squares: the exponent k of y ∝ xᵏ. */
export function logLogSlope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const meanX = mean(logs.map(({ x }) => x));
  const meanY = mean(logs.map(({ y }) => y));
  const covariance = mean(logs.map(({ x, y }) => (x - meanX) * (y - meanY)));
  const variance = mean(logs.map(({ x }) => (x - meanX) ** 2));
  if (!(variance > 0)) throw new Error('A slope needs two different sizes.');
  return covariance / variance;
}

/**
 * How many times as fast `own` is as `peer`: the median over the rounds both took part in of the ratio of that round's
 * medians. Neighbours in time share what else the machine was doing, which a ratio of two overall medians would not cancel.
 * @param own milliseconds of each step, by round
 */
export function timesAsFast(own: readonly (readonly number[])[], peer: readonly (readonly number[])[]): number {
  const rounds = Math.min(own.length, peer.length);
  return median(Array.from({ length: rounds }, (_, round) => median(peer[round]!) / median(own[round]!)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
