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

/** h⁽ᵗ⁾, `[n]`, of h⁽ᵗ⁻¹⁾ and x⁽ᵗ⁾, `[nX + nO]`. */
export type ReservoirStep = (h: Float64Array, x: ArrayLike<number>) => Float64Array;

/** The same, with noise within each unit where it is given: epsilon, `[n]`. */
export type NoisyStep = (h: Float64Array, x: ArrayLike<number>, epsilon?: Float64Array) => Float64Array;

/**
 * h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W), in float64: the weights of a readout may be so large that it shows in what
 * they make of states whether these were rounded to float32.
 */
export function reservoirStep({ U, Y, W, b, alpha }: DrivenReservoir): NoisyStep {
  const n = b.data.length;
  const read = [U, ...(Y ? [Y] : [])].flatMap(({ shape, data }) => Array.from({ length: shape[0]! }, (_, k) => data.subarray(k * n, (k + 1) * n)));
  const into = connections(W.data, n);
  return (h, x, epsilon) => {
    const next = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      let a = b.data[j]! + (epsilon?.[j] ?? 0);
      for (let k = 0; k < read.length; k++) a += x[k]! * read[k]![j]!;
      const { from, weights } = into[j]!;
      for (let p = 0; p < weights.length; p++) a += h[from[p]!]! * weights[p]!;
      next[j] = alpha * h[j]! + (1 - alpha) * Math.tanh(a);
    }
    return next;
  };
}

/** The same of reservoirs one on another, `[n]` of all side by side from the lowest up: each reads the states of the one below of the same step. */
export function stackStep(stack: readonly DrivenReservoir[]): ReservoirStep {
  const layers = stack.map((reservoir) => ({ n: reservoir.b.data.length, step: reservoirStep(reservoir) }));
  return (h, x) => {
    const next = new Float64Array(h.length);
    let [at, below] = [0, x];
    for (const { n, step } of layers) {
      const own = step(h.subarray(at, at + n), below);
      next.set(own, at);
      [at, below] = [at + n, own];
    }
    return next;
  };
}

/** Which units lead to each, and by what weight; not those whose weight is 0. */
function connections(W: Float32Array, n: number): { readonly from: Uint32Array; readonly weights: Float64Array }[] {
  const counts = new Uint32Array(n);
  W.forEach((weight, place) => { if (weight !== 0) counts[place % n]!++; });
  const into = Array.from(counts, (count) => ({ from: new Uint32Array(count), weights: new Float64Array(count) }));
  const filled = new Uint32Array(n);
  W.forEach((weight, place) => {
    if (weight === 0) return;
    const { from, weights } = into[place % n]!;
    const p = filled[place % n]!++;
    from[p] = Math.floor(place / n);
    weights[p] = weight;
  });
  return into;
}
