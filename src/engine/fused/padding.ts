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
  /** Matrices one below another, as many rows in each, of which each is filled up; left out: 1. */
  readonly parts?: number;
}

/** @param shape `[rows, blocks · columns]` or `[blocks · columns]` @param parts one below another */
export function paddedShape(shape: readonly number[], blocks: number, parts = 1): PaddedShape {
  const vector = shape.length === 1;
  return { rows: vector ? 1 : shape[0]!, blocks, columns: shape.at(-1)! / blocks, vector, parts };
}

/** Numbers from row to row. */
export const strideOf = ({ blocks, columns }: PaddedShape): number => blocks * padded(columns);

const heightOf = ({ rows, parts = 1 }: PaddedShape): number => parts * padded(rows / parts);

/** Where the i-th piece of `columns` numbers begins. */
function placeOf({ rows, blocks, columns, parts = 1 }: PaddedShape, i: number): number {
  const each = rows / parts;
  const row = Math.floor(i / blocks);
  const lies = Math.floor(row / each) * padded(each) + row % each;
  return (lies * blocks + i % blocks) * padded(columns);
}

/** Numbers in all. */
export const sizeOf = (shape: PaddedShape): number => (shape.vector ? 1 : heightOf(shape)) * strideOf(shape);

/** Whether nothing is filled up, so that rows lie as they come. */
const isFull = ({ rows, columns, parts = 1 }: PaddedShape): boolean => columns % lanes === 0 && (parts === 1 || (rows / parts) % lanes === 0);

/** Writes values, row-major without padding, to where they lie in the kernels' memory; what is padding there stays as it is. */
export function fill(shape: PaddedShape, from: Float32Array, to: Float32Array): void {
  const { rows, blocks, columns } = shape;
  if (isFull(shape)) return to.set(from);
  for (let i = 0; i < rows * blocks; i++) to.set(from.subarray(i * columns, (i + 1) * columns), placeOf(shape, i));
}

/** Reads them back, without padding. */
export function take(shape: PaddedShape, from: Float32Array): Float32Array {
  const { rows, blocks, columns } = shape;
  if (isFull(shape)) return from.slice(0, rows * blocks * columns);
  const to = new Float32Array(rows * blocks * columns);
  for (let i = 0; i < rows * blocks; i++) {
    const at = placeOf(shape, i);
    to.set(from.subarray(at, at + columns), i * columns);
  }
  return to;
}
