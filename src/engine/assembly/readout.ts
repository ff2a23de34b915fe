import { F32, F64, fma64, upper } from './lanes';

/**
 * o⁽ᵗ⁾ = V·s⁽ᵗ⁾ for `steps` rows of `width` float32 (a multiple of 4), with V `[outputs, width]` and o `[steps, outputs]` in
 * float64: weights of opposite sign nearly cancel where the ridge is small.
 */
export function readout(rows: usize, stride: i32, steps: i32, width: i32, V: usize, outputs: i32, o: usize): void {
  for (let t = 0; t < steps; t++, rows += <usize>stride * F32) {
    let weights = V;
    for (let k = 0; k < outputs; k++, weights += <usize>width * F64, o += F64) store<f64>(o, product(rows, weights, width));
  }
}

/** Σ sᵢ·vᵢ over `width` numbers, s in float32 and v in float64. */
export function product(s: usize, v: usize, width: i32): f64 {
  let even = f64x2.splat(0), odd = even;
  for (const end = s + <usize>width * F32; s < end; s += 4 * F32, v += 4 * F64) {
    const four = v128.load(s);
    even = fma64(f64x2.promote_low_f32x4(four), v128.load(v), even);
    odd = fma64(upper(four), v128.load(v, 16), odd);
  }
  even = f64x2.add(even, odd);
  return f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
}
