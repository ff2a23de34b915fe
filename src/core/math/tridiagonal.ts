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

/**
 * Householder's reduction of a symmetric matrix (1958, doi:10.1145/320941.320947), from the last row up: a reflection P = I − v·vᵀ/h of the
 * numbers before the diagonal leaves one of them. It takes 4/3·n³ multiplications; afterwards (A + λ·I)⁻¹·b is one of T, of n, for
 * every λ: Q·(T + λ·I)⁻¹·Qᵀ·b.
 * @param A `[n, n]`, row-major, of which the lower triangle counts; it is used up
 * @param breathe called after each row
 */
export async function tridiagonalise(A: Float64Array, n: number, breathe: () => Promise<void>): Promise<Tridiagonal> {
  const [diagonal, beside, h] = [new Float64Array(n), new Float64Array(Math.max(0, n - 1)), new Float64Array(n)];
  for (let i = n - 1; i > 0; i--) {
    const v = A.subarray(i * n, i * n + i);
    diagonal[i] = A[i * n + i]!;
    const size = length(v);
    const last = v[i - 1]!;
    const left = last > 0 ? -size : size; // so that nothing cancels
    h[i] = size * size - left * last;
    beside[i - 1] = i === 1 ? last : left;
    if (i === 1 || h[i] === 0) h[i] = 0;
    else reflect(A, n, v, left, h[i]!);
    await breathe();
  }
  if (n > 0) diagonal[0] = A[0]!;
  const reflection = (i: number) => ({ v: A.subarray(i * n, i * n + i), h: h[i]! });
  return {
    diagonal, beside,
    into: (v) => reflected(v, Array.from({ length: n }, (_, k) => reflection(n - 1 - k))),
    outOf: (v) => reflected(v, Array.from({ length: n }, (_, i) => reflection(i))),
  };
}

/** P·A·P of what is above row `v.length`: with q = A·v/h − (vᵀ·A·v/2h²)·v it is A − v·qᵀ − q·vᵀ. */
function reflect(A: Float64Array, n: number, v: Float64Array, left: number, h: number): void {
  const m = v.length;
  v[m - 1] = v[m - 1]! - left;
  const q = timesSymmetric(A, n, v);
  let vq = 0;
  for (let j = 0; j < m; j++) vq += v[j]! * (q[j] = q[j]! / h);
  for (let j = 0; j < m; j++) q[j] = q[j]! - vq / (2 * h) * v[j]!;
  for (let j = 0; j < m; j++) {
    const [vj, qj] = [v[j]!, q[j]!];
    for (let k = 0, at = j * n; k <= j; k++, at++) A[at] = A[at]! - vj * q[k]! - qj * v[k]!;
  }
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
