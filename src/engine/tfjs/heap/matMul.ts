import type { TensorInfo } from '@tensorflow/tfjs-core';
import { packedSize } from '../../fused/fusedCell.ts';
import { padded } from '../../fused/padding.ts';
import type { Pointer } from '../../kernels/kernels.ts';
import type { Heap, Matrix } from './heap.ts';

/** How the operands of a product are to be read: as they are, or transposed. */
export interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * Whether ours serve: numbers, a batch of products side by side in both operands, not both transposed (which nothing here asks for).
 */
export function servesMatMul(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): boolean {
  const batch = ({ shape }: TensorInfo): string => shape.slice(0, -2).join();
  return a.dtype === 'float32' && b.dtype === 'float32' && batch(a) === batch(b) && !(transposeA && transposeB);
}

/** op(A)·op(B), `[…, M, K]` · `[…, K, N]` */
export function matMul(heap: Heap, a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): TensorInfo {
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const batch = a.shape.slice(0, -2);
  const [M, N] = [transposeA ? columnsA : rowsA, transposeB ? rowsB : columnsB];
  const out = heap.make([...batch, M, N]);
  const products = batch.reduce((count, n) => count * n, 1);
  for (let i = 0; i < products; i++) {
    const A = matrix(heap.at(a) + 4 * i * rowsA * columnsA, rowsA, columnsA);
    const B = matrix(heap.at(b) + 4 * i * rowsB * columnsB, rowsB, columnsB);
    const C = matrix(heap.at(out) + 4 * i * M * N, M, N);
    if (transposeA) gradientOfRight(heap, A, B, C);
    else multiply(heap, A, B, transposeB, C);
  }
  return out;
}

const matrix = (at: Pointer, rows: number, columns: number): Matrix => ({ at, rows, columns, stride: columns });

/** C = A·B, or A·Bᵀ */
function multiply(heap: Heap, A: Matrix, B: Matrix, transposeB: boolean, C: Matrix): void {
  const { kernels } = heap;
  const width = padded(C.columns);
  heap.borrow(packedSize(padded(A.columns), width), (packed) => {
    if (transposeB) filledUp(heap, B, true, (b) => kernels.packTransposed(b.at, b.stride, b.stride, width, packed));
    else filledUp(heap, B, false, (b) => kernels.pack(b.at, b.stride, b.rows, width, packed));
    const K = transposeB ? padded(A.columns) : A.columns;
    const run = (a: Matrix, c: Matrix): void => kernels.product(a.at, a.stride, packed, c.at, c.stride, a.rows, width, K, 0);
    if (transposeB) filledUp(heap, A, false, (a) => written(heap, C, (c) => run(a, c)));
    else written(heap, C, (c) => run(A, c));
  });
}

/** C = Aᵀ·D */
function gradientOfRight(heap: Heap, A: Matrix, D: Matrix, C: Matrix): void {
  const { kernels } = heap;
  const [M, N] = [padded(A.columns), padded(D.columns)];
  heap.borrow(kernels.scratchOfTransposedProduct(M), (scratch) =>
    filledUp(heap, A, false, (a) => filledUp(heap, D, false, (d) => written(heap, C, (c) => {
      kernels.clear(c.at, M * c.stride);
      kernels.transposedProduct(a.at, a.stride, d.at, d.stride, c.at, c.stride, M, N, A.rows, 0, scratch);
    }, M))));
}

/** The matrix with its columns, and with `rows` its rows too, filled up with zeros to a multiple of 4: itself where they are one. */
function filledUp<T>(heap: Heap, from: Matrix, rows: boolean, use: (matrix: Matrix) => T): T {
  const [height, stride] = [rows ? padded(from.rows) : from.rows, padded(from.columns)];
  if (height === from.rows && stride === from.columns) return use(from);
  return heap.borrow(height * stride, (at) => {
    heap.kernels.spreadRows(from.at, from.stride, at, stride, from.rows, from.columns);
    heap.kernels.clear(at + 4 * from.rows * stride, (height - from.rows) * stride);
    return use({ at, rows: height, columns: stride, stride });
  });
}

/** Lets a result be written that may be wider, and `rows` high: into the matrix itself where it is not. */
function written(heap: Heap, to: Matrix, write: (matrix: Matrix) => void, rows = to.rows): void {
  const stride = padded(to.columns);
  if (rows === to.rows && stride === to.columns) return write(to);
  heap.borrow(rows * stride, (at) => {
    write({ at, rows, columns: stride, stride });
    heap.kernels.spreadRows(at, stride, to.at, to.columns, to.rows, to.columns);
  });
}
