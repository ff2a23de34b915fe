import { F64, fma64 } from './lanes';

/** Σ aᵢ·bᵢ over `count` numbers. */
export function dot(a: usize, b: usize, count: i32): f64 {
  let even = f64x2.splat(0), odd = even, i = 0;
  for (; i + 4 <= count; i += 4, a += 4 * F64, b += 4 * F64) {
    even = fma64(v128.load(a), v128.load(b), even);
    odd = fma64(v128.load(a, 16), v128.load(b, 16), odd);
  }
  even = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
  for (; i < count; i++, a += F64, b += F64) sum += load<f64>(a) * load<f64>(b);
  return sum;
}
