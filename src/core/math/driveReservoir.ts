import type { NamedArray } from '../checkpoint/checkpoint.ts';

/** The weights of a reservoir as a checkpoint has them. */
export interface DrivenReservoir {
  /** `[nX, n]` */
  readonly U: NamedArray;
  /** `[n, n]`, from the unit of the row to that of the column */
  readonly W: NamedArray;
  readonly b: NamedArray;
  readonly alpha: number;
}

/**
 * The states h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W) from 0 on, in float64: the weights of a readout may be so large
 * that it shows in what they make of states whether these were rounded to float32.
 * @param x `[steps, nX]` @returns `[steps, n]`
 */
export function driveReservoir({ U, W, b, alpha }: DrivenReservoir, x: ArrayLike<number>): Float64Array {
  const [nX, n] = U.shape as [number, number];
  const steps = x.length / nX;
  const into = connections(W.data, n);
  const states = new Float64Array(steps * n);
  let h = new Float64Array(n);
  for (let t = 0; t < steps; t++) {
    const next = states.subarray(t * n, (t + 1) * n);
    for (let j = 0; j < n; j++) {
      let a = b.data[j]!;
      for (let k = 0; k < nX; k++) a += x[t * nX + k]! * U.data[k * n + j]!;
      const { from, weights } = into[j]!;
      for (let p = 0; p < weights.length; p++) a += h[from[p]!]! * weights[p]!;
      next[j] = alpha * h[j]! + (1 - alpha) * Math.tanh(a);
    }
    h = next;
  }
  return states;
}

/** Which units lead to each, and by what weight; not those whose weight is 0. */
function connections(W: Float32Array, n: number): { readonly from: Uint32Array; readonly weights: Float64Array }[] {
  return Array.from({ length: n }, (_, j) => {
    const from = Uint32Array.from(Array.from({ length: n }, (__, i) => i).filter((i) => W[i * n + j] !== 0));
    return { from, weights: Float64Array.from(from, (i) => W[i * n + j]!) };
  });
}
