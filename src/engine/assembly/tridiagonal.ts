import { F64, fma64 } from './lanes';

/*
 * What Householder's reduction of a symmetric matrix to tridiagonal form does n times (1958, doi:10.1145/320941.320947): what one
 * reflection makes of the matrix, and the product that the next begins with, on one way over the lower triangle.
 */

// @ts-ignore: decorator
@inline
function at(vector: usize, place: i32): f64 {
  return load<f64>(vector + <usize>place * F64);
}

/**
 * A −= v·qᵀ + q·vᵀ in the first `rows` rows of the lower triangle, and product = A·w by what they are then. `stride` counts the numbers
 * from row to row.
 */
export function reflectAndMultiply(A: usize, stride: i32, rows: i32, v: usize, q: usize, w: usize, product: usize): void {
  let j = 0;
  for (; j + 1 < rows; j += 2) twoRows(A + <usize>j * <usize>stride * F64, <usize>stride * F64, j, v, q, w, product);
  if (j < rows) lastRow(A + <usize>j * <usize>stride * F64, j, v, q, w, product);
}

/** Rows j and j + 1: each number of the vectors is loaded once for both. */
function twoRows(row: usize, step: usize, j: i32, v: usize, q: usize, w: usize, product: usize): void {
  const next = row + step;
  const v0 = at(v, j), v1 = at(v, j + 1), q0 = at(q, j), q1 = at(q, j + 1), w0 = at(w, j), w1 = at(w, j + 1);
  const lessV0 = f64x2.splat(-v0), lessV1 = f64x2.splat(-v1), lessQ0 = f64x2.splat(-q0), lessQ1 = f64x2.splat(-q1);
  const both0 = f64x2.splat(w0), both1 = f64x2.splat(w1);
  let sum0 = f64x2.splat(0), sum1 = sum0;
  for (let k: usize = 0, end = <usize>j * F64; k < end; k += 2 * F64) {
    const vk = v128.load(v + k), qk = v128.load(q + k), wk = v128.load(w + k);
    const a = fma64(lessV0, qk, fma64(lessQ0, vk, v128.load(row + k)));
    const b = fma64(lessV1, qk, fma64(lessQ1, vk, v128.load(next + k)));
    v128.store(row + k, a);
    v128.store(next + k, b);
    sum0 = fma64(a, wk, sum0);
    sum1 = fma64(b, wk, sum1);
    v128.store(product + k, fma64(both1, b, fma64(both0, a, v128.load(product + k))));
  }
  const own = row + <usize>j * F64, below = next + <usize>j * F64;
  const a = load<f64>(own) - 2 * v0 * q0, b = load<f64>(below) - v1 * q0 - q1 * v0, c = load<f64>(below + F64) - 2 * v1 * q1;
  store<f64>(own, a);
  store<f64>(below, b);
  store<f64>(below + F64, c);
  store<f64>(product + <usize>j * F64, lanes(sum0) + a * w0 + b * w1);
  store<f64>(product + <usize>(j + 1) * F64, lanes(sum1) + b * w0 + c * w1);
}

/** Row j, an even number, where it has none to be done with. */
function lastRow(row: usize, j: i32, v: usize, q: usize, w: usize, product: usize): void {
  const vj = at(v, j), qj = at(q, j), wj = at(w, j);
  const lessV = f64x2.splat(-vj), lessQ = f64x2.splat(-qj), both = f64x2.splat(wj);
  let sum = f64x2.splat(0);
  for (let k: usize = 0, end = <usize>j * F64; k < end; k += 2 * F64) {
    const a = fma64(lessV, v128.load(q + k), fma64(lessQ, v128.load(v + k), v128.load(row + k)));
    v128.store(row + k, a);
    sum = fma64(a, v128.load(w + k), sum);
    v128.store(product + k, fma64(both, a, v128.load(product + k)));
  }
  const own = row + <usize>j * F64, a = load<f64>(own) - 2 * vj * qj;
  store<f64>(own, a);
  store<f64>(product + <usize>j * F64, lanes(sum) + a * wj);
}

// @ts-ignore: decorator
@inline
function lanes(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}
