import { length } from './vectors.ts';

/** A symmetric tridiagonal matrix T, and the rotation Q that makes it of another: A = Q·T·Qᵀ. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** `[n − 1]`: beside it, on both sides. */
  readonly beside: Float64Array;
  /** Qᵀ·v */
  into(v: Float64Array): Float64Array;
  /** Q·v */
  outOf(v: Float64Array): Float64Array;
}

/** Where a matrix is reduced: room for it and for four vectors, and what goes over it. */
export interface ReductionRoom {
  readonly n: number;
  /** `[n, n]`, row-major, of which the lower triangle counts; it is used up */
  readonly A: Float64Array;
  /** `[n]` each */
  readonly vectors: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
  /** In the first `rows` rows A − v·qᵀ − q·vᵀ, and product = A·w by what they are then: what one reflection leaves, and what the next begins with. */
  sweep(rows: number, v: Float64Array, q: Float64Array, w: Float64Array, product: Float64Array): void;
}

/** One without kernels. */
export function plainRoom(n: number, A: Float64Array = new Float64Array(n * n)): ReductionRoom {
  return { n, A, vectors: [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)], sweep: (rows, v, q, w, product) => sweepPlainly(A, n, rows, v, q, w, product) };
}

function sweepPlainly(A: Float64Array, n: number, rows: number, v: Float64Array, q: Float64Array, w: Float64Array, product: Float64Array): void {
  for (let j = 0; j < rows; j++) {
    const [vj, qj, wj] = [v[j]!, q[j]!, w[j]!];
    let [sum, at] = [0, j * n];
    for (let k = 0; k < j; k++, at++) {
      const a = A[at] = A[at]! - vj * q[k]! - qj * v[k]!;
      sum += a * w[k]!;
      product[k] = product[k]! + a * wj;
    }
    const a = A[at] = A[at]! - 2 * vj * qj;
    product[j] = sum + a * wj;
  }
}

/**
 * Householder's reduction of a symmetric matrix (1958, doi:10.1145/320941.320947), from the last row up: a reflection P = I − w·wᵀ/h of the
 * numbers before the diagonal leaves one of them, and of A it leaves P·A·P = A − w·qᵀ − q·wᵀ with q = A·w/h − (wᵀ·A·w/2h²)·w. It takes
 * 4/3·n³ multiplications; afterwards (A + λ·I)⁻¹·b is one of T, of n, for every λ: Q·(T + λ·I)⁻¹·Qᵀ·b.
 * @param room whose matrix is reduced; what is rotated by the answer is until another is @param breathe called after each row
 */
export async function tridiagonalise(room: ReductionRoom, breathe: () => Promise<void>): Promise<Tridiagonal> {
  const { A, n, vectors } = room;
  const [diagonal, beside, h] = [new Float64Array(n), new Float64Array(Math.max(0, n - 1)), new Float64Array(n)];
  let [v, q, w, product] = vectors;
  v.fill(0);
  q.fill(0);
  for (let i = n - 1; i > 0; i--) {
    diagonal[i] = A[i * n + i]! - 2 * v[i]! * q[i]!;
    const row = A.subarray(i * n, i * n + i);
    for (let k = 0; k < i; k++) row[k] = row[k]! - v[i]! * q[k]! - q[i]! * v[k]!;
    const size = length(row);
    const last = row[i - 1]!;
    const left = last > 0 ? -size : size; // so that nothing cancels
    h[i] = i === 1 ? 0 : size * size - left * last;
    beside[i - 1] = i === 1 ? last : left;
    if (h[i] !== 0) row[i - 1] = last - left;
    w.set(h[i] === 0 ? row.map(() => 0) : row);
    room.sweep(i, v, q, w, product);
    intoQ(product, w, i, h[i]!);
    [v, q, w, product] = [w, product, v, q];
    await breathe();
  }
  if (n > 0) diagonal[0] = A[0]!;
  const reflection = (i: number) => ({ v: A.subarray(i * n, i * n + i), h: h[i]! });
  return {
    diagonal, beside,
    into: (b) => reflected(b, Array.from({ length: n }, (_, k) => reflection(n - 1 - k))),
    outOf: (b) => reflected(b, Array.from({ length: n }, (_, i) => reflection(i))),
  };
}

/** q in place of A·w; 0 where there is nothing to reflect. */
function intoQ(product: Float64Array, w: Float64Array, rows: number, h: number): void {
  if (h === 0) return void product.fill(0);
  let wq = 0;
  for (let j = 0; j < rows; j++) wq += w[j]! * (product[j] = product[j]! / h);
  for (let j = 0; j < rows; j++) product[j] = product[j]! - wq / (2 * h) * w[j]!;
}

/** A·v by the lower triangle alone, of as many rows as v has. */
export function timesSymmetric(A: Float64Array, n: number, v: Float64Array): Float64Array {
  const product = new Float64Array(v.length);
  for (let j = 0; j < v.length; j++) {
    const vj = v[j]!;
    let [sum, at] = [0, j * n];
    for (let k = 0; k < j; k++, at++) {
      sum += A[at]! * v[k]!;
      product[k] = product[k]! + A[at]! * vj;
    }
    product[j] = product[j]! + sum + A[at]! * vj;
  }
  return product;
}

/** T·z */
export function timesTridiagonal({ diagonal, beside }: Pick<Tridiagonal, 'diagonal' | 'beside'>, z: Float64Array): Float64Array {
  return z.map((value, i) => diagonal[i]! * value + (i > 0 ? beside[i - 1]! * z[i - 1]! : 0) + (i < z.length - 1 ? beside[i]! * z[i + 1]! : 0));
}

function reflected(vector: Float64Array, reflections: readonly { readonly v: Float64Array; readonly h: number }[]): Float64Array {
  const b = vector.slice();
  for (const { v, h } of reflections) {
    if (h === 0) continue;
    let sum = 0;
    for (let j = 0; j < v.length; j++) sum += v[j]! * b[j]!;
    for (let j = 0; j < v.length; j++) b[j] = b[j]! - sum / h * v[j]!;
  }
  return b;
}

/** (T + λ·I)⁻¹·b by T = L·D·Lᵀ; undefined where it is not positive definite, to the last digit. */
export function solveTridiagonal({ diagonal, beside }: Pick<Tridiagonal, 'diagonal' | 'beside'>, lambda: number, b: Float64Array): Float64Array | undefined {
  const n = diagonal.length;
  const [D, z] = [new Float64Array(n), b.slice()];
  for (let i = 0; i < n; i++) {
    const factor = i === 0 ? 0 : beside[i - 1]! / D[i - 1]!;
    D[i] = diagonal[i]! + lambda - (i === 0 ? 0 : factor * beside[i - 1]!);
    if (!(D[i]! > 0)) return undefined;
    if (i > 0) z[i] = z[i]! - factor * z[i - 1]!;
  }
  for (let i = n - 1; i >= 0; i--) z[i] = z[i]! / D[i]! - (i === n - 1 ? 0 : beside[i]! / D[i]! * z[i + 1]!);
  return z;
}
