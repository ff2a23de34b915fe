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
  const errors = Float64Array.from(y);
  for (let i = 0; i < s.length; i++) for (let k = 0; k < outputs; k++) errors[k] = errors[k]! - s[i]! * weights[i * outputs + k]!;
  return errors;
}

/** V ← V + g·eᵀ */
export function moveBy(weights: Float64Array, g: ArrayLike<number>, errors: Float64Array): void {
  const outputs = errors.length;
  for (let i = 0; i < g.length; i++) for (let k = 0; k < outputs; k++) weights[i * outputs + k] = weights[i * outputs + k]! + g[i]! * errors[k]!;
}
