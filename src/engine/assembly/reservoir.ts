import { tanh4 } from './activations';
import { F32, VECTOR, fma } from './lanes';

/*
 * An echo state network's state, x⁽ᵗ⁾ = α·x⁽ᵗ⁻¹⁾ + (1 − α)·tanh(d⁽ᵗ⁾ + W·x⁽ᵗ⁻¹⁾), where d is what drives it from outside: input,
 * bias, feedback, noise. α multiplies the old state. A row holds d⁽ᵗ⁾ before and x⁽ᵗ⁾ after. `units` is a multiple of 4, `stride`
 * counts the numbers from row to row; `x` holds the state before the first step, and after the last.
 */

/** d⁽ᵗ⁾ = b + Σₖ u⁽ᵗ⁾ₖ·Uₖ into `steps` rows. `weights` is `[1 + inputs, units]`: b, then what each input adds. */
export function inputDrive(u: usize, inputs: i32, weights: usize, units: i32, rows: usize, stride: i32, steps: i32): void {
  const width = <usize>units * F32;
  for (let t = 0; t < steps; t++, u += <usize>inputs * F32, rows += <usize>stride * F32) {
    for (let i: usize = 0; i < width; i += VECTOR) {
      let at = weights + i;
      let d = v128.load(at);
      for (let k = 0; k < inputs; k++) {
        at += width;
        d = fma(v128.load_splat<f32>(u + <usize>k * F32), v128.load(at), d);
      }
      v128.store(rows + i, d);
    }
  }
}

/** Four units of the new state, in place of their drive. */
// @ts-ignore: decorator
@inline
function leak(row: usize, x: usize, sum: v128, alpha: v128, rest: v128): void {
  const a = f32x4.add(v128.load(row), sum);
  v128.store(row, fma(alpha, v128.load(x), f32x4.mul(rest, tanh4(a))));
}

/** The four numbers that lie where the four addresses at `at` say. Two addresses a load: loads are what there is least room for. */
// @ts-ignore: decorator
@inline
function gather(at: usize): v128 {
  const two = load<u64>(at), more = load<u64>(at, 8);
  let v = v128.load_zero<f32>(<usize>two);
  v = v128.load_lane<f32>(<usize>(two >> 32), v, 1);
  v = v128.load_lane<f32>(<usize>more, v, 2);
  return v128.load_lane<f32>(<usize>(more >> 32), v, 3);
}

/** Bytes of two weights in each of four rows, and of the addresses of what they multiply. */
const PAIR: usize = 64;

/**
 * `steps` steps with a sparse W. Its rows go in groups of four, one to a lane; `pairs` says how many pairs of weights the longest
 * row of each group has. `weights` holds for each pair: where in x lies what the first weight of each row multiplies, and the second
 * of each, then the first weights and the second. A shorter row is filled up with weight 0 where a 0 lies.
 */
export function driveSparse(weights: usize, pairs: usize, units: i32, x: usize, rows: usize, stride: i32, steps: i32, alpha: f32): void {
  const leakOld = f32x4.splat(alpha), rest = f32x4.splat(1 - alpha);
  const width = <usize>units * F32;
  for (let t = 0; t < steps; t++, rows += <usize>stride * F32) {
    let at = weights, count = pairs;
    for (let i: usize = 0; i < width; i += VECTOR, count += 4) {
      let first = f32x4.splat(0), second = first;
      for (const end = at + <usize>load<i32>(count) * PAIR; at < end; at += PAIR) {
        first = fma(v128.load(at, 32), gather(at), first);
        second = fma(v128.load(at, 48), gather(at + 16), second);
      }
      leak(rows + i, x + i, f32x4.add(first, second), leakOld, rest);
    }
    memory.copy(x, rows, width);
  }
}

/** The sums of the lanes of four vectors, one to a lane. */
// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7));
}

/** Eight units, from their rows of W in four pairs, `pair` bytes apart. */
// @ts-ignore: decorator
@inline
function eightUnits(at: usize, pair: usize, x: usize, end: usize, row: usize, old: usize, leakOld: v128, rest: v128): void {
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (let second = at + pair, third = second + pair, fourth = third + pair; x < end; x += VECTOR) {
    const four = v128.load(x);
    a = fma(v128.load(at), four, a);
    c = fma(v128.load(second), four, c);
    e = fma(v128.load(third), four, e);
    g = fma(v128.load(fourth), four, g);
    b = fma(v128.load(at, 16), four, b);
    d = fma(v128.load(second, 16), four, d);
    f = fma(v128.load(third, 16), four, f);
    h = fma(v128.load(fourth, 16), four, h);
    at += 2 * VECTOR;
    second += 2 * VECTOR;
    third += 2 * VECTOR;
    fourth += 2 * VECTOR;
  }
  leak(row, old, sums(a, b, c, d), leakOld, rest);
  leak(row + VECTOR, old + VECTOR, sums(e, f, g, h), leakOld, rest);
}

/** Four, where there are no more. */
// @ts-ignore: decorator
@inline
function fourUnits(at: usize, pair: usize, x: usize, end: usize, row: usize, old: usize, leakOld: v128, rest: v128): void {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (let second = at + pair; x < end; x += VECTOR, at += 2 * VECTOR, second += 2 * VECTOR) {
    const four = v128.load(x);
    a = fma(v128.load(at), four, a);
    c = fma(v128.load(second), four, c);
    b = fma(v128.load(at, 16), four, b);
    d = fma(v128.load(second, 16), four, d);
  }
  leak(row, old, sums(a, b, c, d), leakOld, rest);
}

/**
 * Units `from` … `to` (multiples of 8, or the end) of one step with a dense W, in tiles of 2 × 4: `[units / 2, columns / 4, 2, 4]`, where
 * `columns` is a multiple of 8, not less than the units; x is 0 beyond them. Into the row, and into `next`, which may be x where it is all
 * units. Four pairs of rows go side by side: each number of x is loaded once for all, and four streams are fetched ahead, which of a large
 * W is what there is to wait for. `backward`: from the last unit on, so that every other step begins with what the caches still hold.
 */
export function stepDense(weights: usize, columns: i32, from: i32, to: i32, x: usize, next: usize, row: usize, alpha: f32, backward: i32): void {
  const leakOld = f32x4.splat(alpha), rest = f32x4.splat(1 - alpha);
  const bytes = <usize>columns * F32, end = x + bytes, pair = 2 * bytes;
  const eights = (to - from) >> 3;
  for (let k = 0; k < eights; k++) {
    const unit = <usize>(from + 8 * (backward ? eights - 1 - k : k));
    eightUnits(weights + unit * bytes, pair, x, end, row + unit * F32, x + unit * F32, leakOld, rest);
  }
  const last = <usize>(from + 8 * eights);
  if (<i32>last < to) fourUnits(weights + last * bytes, pair, x, end, row + last * F32, x + last * F32, leakOld, rest);
  memory.copy(next + <usize>from * F32, row + <usize>from * F32, <usize>(to - from) * F32);
}

/** `steps` steps of all units with a dense W, see `stepDense`. */
export function driveDense(weights: usize, columns: i32, units: i32, x: usize, rows: usize, stride: i32, steps: i32, alpha: f32): void {
  for (let t = 0; t < steps; t++, rows += <usize>stride * F32) stepDense(weights, columns, 0, units, x, x, rows, alpha, t & 1);
}
