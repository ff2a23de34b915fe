import { F32, F64, fma64, upper } from './lanes';
import { product } from './readout';

/*
 * Least mean squares over rows of float32, in float64: V ← V + μ/(ε + ‖s‖²)·(y − V·s)·sᵀ, one row after another. V is `[outputs, width]`, as
 * in `readout`, and y stands behind the `width` numbers of s (a multiple of 4).
 */

/** V after `steps` rows. */
export function learnLeastMeanSquares(rows: usize, stride: i32, steps: i32, width: i32, V: usize, outputs: i32, mu: f64, epsilon: f64): void {
  for (let t = 0; t < steps; t++, rows += <usize>stride * F32) {
    const share = mu / (epsilon + squaredLength(rows, width));
    let weights = V, y = rows + <usize>width * F32;
    for (let k = 0; k < outputs; k++, weights += <usize>width * F64, y += F32) {
      addMultiple(share * (<f64>load<f32>(y) - product(rows, weights, width)), rows, weights, width);
    }
  }
}

/** Σ sᵢ² */
function squaredLength(s: usize, width: i32): f64 {
  let even = f64x2.splat(0), odd = even;
  for (const end = s + <usize>width * F32; s < end; s += 4 * F32) {
    const four = v128.load(s), low = f64x2.promote_low_f32x4(four), high = upper(four);
    even = fma64(low, low, even);
    odd = fma64(high, high, odd);
  }
  even = f64x2.add(even, odd);
  return f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
}

/** v += a·s */
function addMultiple(a: f64, s: usize, v: usize, width: i32): void {
  const two = f64x2.splat(a);
  for (const end = s + <usize>width * F32; s < end; s += 4 * F32, v += 4 * F64) {
    const four = v128.load(s);
    v128.store(v, fma64(two, f64x2.promote_low_f32x4(four), v128.load(v)));
    v128.store(v, fma64(two, upper(four), v128.load(v, 16)), 16);
  }
}
