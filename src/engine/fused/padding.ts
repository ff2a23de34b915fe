/** Rows are a multiple of so many numbers wide: a vector. */
const lanes = 4;

/** n rounded up to whole vectors. */
export const padded = (n: number): number => Math.ceil(n / lanes) * lanes;

/**
 * How a parameter lies in the memory of the kernels: `blocks` matrices side by side, rows and columns of each filled up with zeros
 * to a multiple of 4, so that no kernel has a remainder to mind. A vector (a bias) is one row that is not filled up.
 */
export interface PaddedShape {
  readonly rows: number;
  readonly blocks: number;
  /** Of one block. */
  readonly columns: number;
  /** Whether it is one row and no matrix of one row. */
  readonly vector?: boolean;
}

/** @param shape `[rows, blocks · columns]` or `[blocks · columns]` */
export function paddedShape(shape: readonly number[], blocks: number): PaddedShape {
  const vector = shape.length === 1;
  return { rows: vector ? 1 : shape[0]!, blocks, columns: shape.at(-1)! / blocks, vector };
}

/** Numbers from row to row. */
export const strideOf = ({ blocks, columns }: PaddedShape): number => blocks * padded(columns);

/** Numbers in all. */
export const sizeOf = (shape: PaddedShape): number => (shape.vector ? 1 : padded(shape.rows)) * strideOf(shape);

/** Writes values, row-major without padding, to where they lie in the kernels' memory; what is padding there stays as it is. */
export function fill({ rows, blocks, columns }: PaddedShape, from: Float32Array, to: Float32Array): void {
  const N = padded(columns);
  for (let i = 0; i < rows * blocks; i++) to.set(from.subarray(i * columns, (i + 1) * columns), i * N);
}

/** Reads them back, without padding. */
export function take({ rows, blocks, columns }: PaddedShape, from: Float32Array): Float32Array {
  const N = padded(columns);
  const to = new Float32Array(rows * blocks * columns);
  for (let i = 0; i < rows * blocks; i++) to.set(from.subarray(i * N, i * N + columns), i * columns);
  return to;
}
