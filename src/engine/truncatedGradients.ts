import type { Matrix } from '../core/train/records.ts';

/** ∂L/∂h⁽ᵗ⁾ of every chain, by name, as the losses of one segment flow back through it. */
export interface Stretch {
  /** Which step of the sequence its first one is. */
  readonly from: number;
  /** Rows are its steps. */
  readonly gradients: Readonly<Record<string, Matrix>>;
}

/**
 * ∂L/∂h⁽ᵗ⁾ as truncated back-propagation has it, which is what an update is made of: the sum over all segments that h⁽ᵗ⁾ is a step of.
 * The whole gradient stays beside it, as `….dhWhole`.
 * @param whole of the sequence, by name, which says how many steps it has
 */
export function withCut(whole: Readonly<Record<string, Matrix>>, stretches: readonly Stretch[]): Record<string, Matrix> {
  return Object.fromEntries(Object.entries(whole).flatMap(([name, matrix]) => [[name, sumOf(name, matrix, stretches)], [`${name}Whole`, matrix]]));
}

function sumOf(name: string, { shape, data: { length } }: Matrix, stretches: readonly Stretch[]): Matrix {
  const n = shape[1]!;
  const data = new Float32Array(length);
  for (const { from, gradients } of stretches) {
    gradients[name]!.data.subarray(0, Math.max(0, length - from * n)).forEach((element, i) => { data[from * n + i]! += element; });
  }
  return { shape, data };
}
