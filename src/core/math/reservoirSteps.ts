import type { NamedArray } from '../checkpoint/checkpoint.ts';

/** A reservoir out of a checkpoint. */
export interface DrivenReservoir {
  /** `[nX, n]` */
  readonly U: NamedArray;
  /** What reads the output of the step before, `[nO, n]`: what is fed back comes behind x. */
  readonly Y?: NamedArray | undefined;
  /** `[n, n]`, from the unit of the row to that of the column */
  readonly W: NamedArray;
  readonly b: NamedArray;
  readonly alpha: number;
}

/**
 * The states h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W) from 0 on, a step at a time, in float64: the weights of a readout
 * may be so large that it shows in what they make of states whether these were rounded to float32.
 * @returns what makes h⁽ᵗ⁾, `[n]`, of x⁽ᵗ⁾, `[nX + nO]`
 */
export function reservoirSteps({ U, Y, W, b, alpha }: DrivenReservoir): (x: ArrayLike<number>) => Float64Array {
  const n = b.data.length;
  const read = [U, ...(Y ? [Y] : [])].flatMap(({ shape, data }) => Array.from({ length: shape[0]! }, (_, k) => data.subarray(k * n, (k + 1) * n)));
  const into = connections(W.data, n);
  let h = new Float64Array(n);
  return (x) => {
    const next = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      let a = b.data[j]!;
      for (let k = 0; k < read.length; k++) a += x[k]! * read[k]![j]!;
      const { from, weights } = into[j]!;
      for (let p = 0; p < weights.length; p++) a += h[from[p]!]! * weights[p]!;
      next[j] = alpha * h[j]! + (1 - alpha) * Math.tanh(a);
    }
    return h = next;
  };
}

/** Which units lead to each, and by what weight; not those whose weight is 0. */
function connections(W: Float32Array, n: number): { readonly from: Uint32Array; readonly weights: Float64Array }[] {
  return Array.from({ length: n }, (_, j) => {
    const from = Uint32Array.from(Array.from({ length: n }, (__, i) => i).filter((i) => W[i * n + j] !== 0));
    return { from, weights: Float64Array.from(from, (i) => W[i * n + j]!) };
  });
}
