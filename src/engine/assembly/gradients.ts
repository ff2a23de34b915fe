import { F32, VECTOR } from './lanes';

// Gradients as long rows of numbers. `count` is a multiple of 4.

/** to += from: the gradients of two threads become one. */
export function addTo(to: usize, from: usize, count: i32): void {
  for (const end = to + <usize>count * F32; to < end; to += VECTOR, from += VECTOR) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
}

/** ‖g‖² where each element is first cut to ±limit; added up in float64. */
export function squaredNorm(g: usize, count: i32, limit: f32): f64 {
  const most = f32x4.splat(limit), least = f32x4.neg(most);
  let low = f64x2.splat(0), high = low;
  for (const end = g + <usize>count * F32; g < end; g += VECTOR) {
    const v = f32x4.pmax(f32x4.pmin(v128.load(g), most), least);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
