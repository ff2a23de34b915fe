import { F64, fma64 } from './lanes';

/*
 * What the eigenvalues of a square matrix in float64 take nearly all their time for: Householder's reflections on both sides, which
 * leave one number below the diagonal (Golub & Van Loan, *Matrix Computations*, 7.4.2), and the bulge of Francis's double steps
 * (1961, doi:10.1093/comjnl/4.3.265), chased down. `stride` counts the numbers from row to row.
 */

// @ts-ignore: decorator
@inline
function lanes(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** y += a·x over `count` numbers. */
function addMultiple(a: f64, x: usize, y: usize, count: i32): void {
  const two = f64x2.splat(a);
  let i = 0;
  for (; i + 2 <= count; i += 2, x += 2 * F64, y += 2 * F64) v128.store(y, fma64(two, v128.load(x), v128.load(y)));
  if (i < count) store<f64>(y, load<f64>(y) + a * load<f64>(x));
}

/** sums += a·A₀ + b·A₁ + c·A₂ + d·A₃, of four rows: what is summed is loaded once for all. */
function addFour(row: usize, step: usize, v: usize, sums: usize, count: i32): void {
  const a = v128.load_splat<u64>(v), b = v128.load_splat<u64>(v, 8), c = v128.load_splat<u64>(v, 16), d = v128.load_splat<u64>(v, 24);
  const second = row + step, third = second + step, fourth = third + step;
  const end = <usize>(count & ~1) * F64;
  for (let at: usize = 0; at < end; at += 2 * F64) {
    const two = fma64(a, v128.load(row + at), fma64(b, v128.load(second + at), v128.load(sums + at)));
    v128.store(sums + at, fma64(c, v128.load(third + at), fma64(d, v128.load(fourth + at), two)));
  }
  if ((count & 1) == 0) return;
  store<f64>(sums + end, load<f64>(sums + end) + load<f64>(v) * load<f64>(row + end) + load<f64>(v, 8) * load<f64>(second + end)
    + load<f64>(v, 16) * load<f64>(third + end) + load<f64>(v, 24) * load<f64>(fourth + end));
}

/** a·b over `count` numbers. */
function dot(a: usize, b: usize, count: i32): f64 {
  let even = f64x2.splat(0), odd = even, i = 0;
  for (; i + 4 <= count; i += 4, a += 4 * F64, b += 4 * F64) {
    even = fma64(v128.load(a), v128.load(b), even);
    odd = fma64(v128.load(a, 16), v128.load(b, 16), odd);
  }
  let sum = lanes(f64x2.add(even, odd));
  for (; i < count; i++, a += F64, b += F64) sum += load<f64>(a) * load<f64>(b);
  return sum;
}

/** P·A·P with P = I − v·vᵀ/h, where v is 0 to the kth, and A already has that form in the columns before k. `sums` is scratch of n numbers. */
export function reflectBothSides(A: usize, n: i32, stride: i32, k: i32, v: usize, h: f64, sums: usize): void {
  const step = <usize>stride * F64, first = <usize>k * F64, right = first + F64, count = n - k;
  memory.fill(sums, 0, <usize>n * F64);
  let i = k + 1;
  for (; i + 4 <= n; i += 4) addFour(A + <usize>i * step + first, step, v + <usize>i * F64, sums + first, count);
  for (; i < n; i++) addMultiple(load<f64>(v + <usize>i * F64), A + <usize>i * step + first, sums + first, count);
  for (i = 0; i < n; i++) {
    const row = A + <usize>i * step;
    if (i > k) addMultiple(-load<f64>(v + <usize>i * F64) / h, sums + first, row + first, count);
    addMultiple(-dot(row + right, v + right, count - 1) / h, v + right, row + right, count - 1);
  }
}

/** The bulge that a double step put at row `m` of the block `start` … `end`, its first column (p, q, r), is chased down and out. */
export function chaseBulge(A: usize, stride: i32, start: i32, m: i32, end: i32, p: f64, q: f64, r: f64): void {
  const step = <usize>stride * F64;
  let size: f64 = 1;
  for (let k = m; k < end; k++) {
    const three = k < end - 1, row = A + <usize>k * step, before = row + <usize>(k - 1) * F64;
    if (k > m) {
      p = load<f64>(before);
      q = load<f64>(before + step);
      r = three ? load<f64>(before + 2 * step) : 0;
      size = abs(p) + abs(q) + abs(r);
      if (size == 0) continue;
      p /= size;
      q /= size;
      r /= size;
    }
    const root = sqrt(p * p + q * q + r * r), s = p >= 0 ? root : -root;
    if (k > m) store<f64>(before, -s * size);
    else if (start != m) store<f64>(before, -load<f64>(before));
    const own = row + <usize>k * F64, top = A + <usize>start * step + <usize>k * F64;
    if (three) {
      rowsOfThree(own, step, end - k + 1, q / (p + s), r / (p + s), (p + s) / s, q / s, r / s);
      columnsOfThree(top, step, min(end, k + 3) - start + 1, (p + s) / s, q / s, r / s, q / (p + s), r / (p + s));
    } else {
      two(own, F64, step, end - k + 1, q / (p + s), (p + s) / s, q / s);
      two(top, step, F64, end - start + 1, q / (p + s), (p + s) / s, q / s, true);
    }
  }
}

/** Rows k, k + 1 and k + 2, from column k on: what lies outside the block bears on eigenvectors alone. */
function rowsOfThree(row: usize, step: usize, count: i32, b: f64, c: f64, x: f64, y: f64, z: f64): void {
  const second = row + step, third = second + step;
  const b2 = f64x2.splat(b), c2 = f64x2.splat(c), x2 = f64x2.splat(-x), y2 = f64x2.splat(-y), z2 = f64x2.splat(-z);
  const end = <usize>(count & ~1) * F64;
  for (let at: usize = 0; at < end; at += 2 * F64) {
    const first2 = v128.load(row + at), second2 = v128.load(second + at), third2 = v128.load(third + at);
    const sum = fma64(c2, third2, fma64(b2, second2, first2));
    v128.store(row + at, fma64(x2, sum, first2));
    v128.store(second + at, fma64(y2, sum, second2));
    v128.store(third + at, fma64(z2, sum, third2));
  }
  if ((count & 1) == 0) return;
  const sum = load<f64>(row + end) + b * load<f64>(second + end) + c * load<f64>(third + end);
  store<f64>(row + end, load<f64>(row + end) - x * sum);
  store<f64>(second + end, load<f64>(second + end) - y * sum);
  store<f64>(third + end, load<f64>(third + end) - z * sum);
}

/** Columns k, k + 1 and k + 2 of so many rows. */
function columnsOfThree(at: usize, step: usize, count: i32, x: f64, y: f64, z: f64, b: f64, c: f64): void {
  const xy = f64x2.replace_lane(f64x2.splat(x), 1, y), lessB = f64x2.replace_lane(f64x2.splat(-1), 1, -b);
  for (const end = at + <usize>count * step; at < end; at += step) {
    const pair = v128.load(at), third = load<f64>(at, 16);
    const sum = lanes(f64x2.mul(xy, pair)) + z * third;
    v128.store(at, fma64(lessB, f64x2.splat(sum), pair));
    store<f64>(at, third - sum * c, 16);
  }
}

/** At the end of the block, its last two: of rows, `next` bytes from number to number and `other` to the second; of columns the other way round. */
function two(at: usize, next: usize, other: usize, count: i32, b: f64, x: f64, y: f64, columns: bool = false): void {
  for (const end = at + <usize>count * next; at < end; at += next) {
    const first = load<f64>(at), second = load<f64>(at + other);
    const sum = columns ? x * first + y * second : first + b * second;
    store<f64>(at, first - (columns ? sum : x * sum));
    store<f64>(at + other, second - (columns ? b * sum : y * sum));
  }
}
