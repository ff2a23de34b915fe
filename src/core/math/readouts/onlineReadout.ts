/** A linear readout o = Vᵀ·s that learns from one step after another. */
export interface OnlineReadout {
  /** V, `[features, outputs]` row-major, as it is now: always the same array. */
  readonly weights: Float64Array;
  /** All that it knows, V among it: always the same arrays, to be saved and filled again. */
  readonly state: readonly Float64Array[];
  /** Moves V towards saying y to s. @param s `[features]` @param y `[outputs]` */
  learn(s: ArrayLike<number>, y: ArrayLike<number>): void;
}

/** e = y − Vᵀ·s, `[outputs]`: by how much V is wrong before it learns. */
export function errorsOf(weights: Float64Array, s: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const outputs = y.length;
  const errors = new Float64Array(outputs);
  for (let k = 0; k < outputs; k++) {
    let error = y[k]!;
    for (let i = 0, at = k; i < s.length; i++, at += outputs) error -= s[i]! * weights[at]!;
    errors[k] = error;
  }
  return errors;
}

/** V ← V + g·eᵀ */
export function moveBy(weights: Float64Array, g: ArrayLike<number>, errors: Float64Array): void {
  const outputs = errors.length;
  for (let k = 0; k < outputs; k++) {
    const error = errors[k]!;
    for (let i = 0, at = k; i < g.length; i++, at += outputs) weights[at] = weights[at]! + g[i]! * error;
  }
}
