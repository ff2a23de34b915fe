import { tanh2 } from './activations64';
import { F64, fma64, upper } from './lanes';

/*
 * A step of a reservoir in float64, x⁽ᵗ⁾ = α·x⁽ᵗ⁻¹⁾ + (1 − α)·tanh(W·[x⁽ᵗ⁻¹⁾; u⁽ᵗ⁾; 1]): what else is read, and a 1 for the bias, stand
 * behind the state. W is laid out as for `driveSparse`, its weights in float32, with addresses of float64.
 */

/** The two numbers that lie where the two addresses at `at` say. */
// @ts-ignore: decorator
@inline
function gatherTwo(at: usize): v128 {
  const two = load<u64>(at);
  return v128.load_lane<f64>(<usize>(two >> 32), v128.load_zero<f64>(<usize>two), 1);
}

// @ts-ignore: decorator
@inline
function leak(x: usize, next: usize, sum: v128, alpha: v128, rest: v128): void {
  v128.store(next, fma64(alpha, v128.load(x), f64x2.mul(rest, tanh2(sum))));
}

/** Bytes of two weights in each of four rows, and of the addresses of what they multiply. */
const PAIR: usize = 64;

/** Of `units` units, a multiple of 4, from what stands in `x`; the new state comes into `next`. */
export function stepSparse64(weights: usize, pairs: usize, units: i32, x: usize, next: usize, alpha: f64): void {
  const leakOld = f64x2.splat(alpha), rest = f64x2.splat(1 - alpha);
  for (const last = next + <usize>units * F64; next < last; next += 4 * F64, x += 4 * F64, pairs += 4) {
    let a = f64x2.splat(0), b = a, c = a, d = a;
    for (const end = weights + <usize>load<i32>(pairs) * PAIR; weights < end; weights += PAIR) {
      const first = v128.load(weights, 32), second = v128.load(weights, 48);
      a = fma64(f64x2.promote_low_f32x4(first), gatherTwo(weights), a);
      b = fma64(upper(first), gatherTwo(weights + 8), b);
      c = fma64(f64x2.promote_low_f32x4(second), gatherTwo(weights + 16), c);
      d = fma64(upper(second), gatherTwo(weights + 24), d);
    }
    leak(x, next, f64x2.add(a, c), leakOld, rest);
    leak(x + 16, next + 16, f64x2.add(b, d), leakOld, rest);
  }
}
