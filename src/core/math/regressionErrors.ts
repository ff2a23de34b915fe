/** How far predictions are from their targets. */
export interface RegressionErrors {
  /** Root of the mean square, in the units of the targets. */
  readonly rmse: number;
  /** RMSE over the standard deviation of these targets: 1 is no better than their mean. */
  readonly nrmse: number;
  /** Its square. */
  readonly nmse: number;
  /** 1 − NMSE: the share of their variance that is explained. */
  readonly r2: number;
}

/** @throws RangeError where the targets never change, so that no share of their variance can be told */
export function regressionErrors(targets: ArrayLike<number>, predictions: ArrayLike<number>): RegressionErrors {
  const n = targets.length;
  let [mean, squares, variance] = [0, 0, 0];
  for (let i = 0; i < n; i++) mean += targets[i]! / n;
  for (let i = 0; i < n; i++) {
    squares += (targets[i]! - predictions[i]!) ** 2 / n;
    variance += (targets[i]! - mean) ** 2 / n;
  }
  let same = 1;
  while (same < n && targets[same] === targets[0]) same++;
  if (!(variance > 0) || same === n) throw new RangeError('targets that never change have no variance to explain');
  const nmse = squares / variance;
  return { rmse: Math.sqrt(squares), nrmse: Math.sqrt(nmse), nmse, r2: 1 - nmse };
}
