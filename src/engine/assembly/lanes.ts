import { FLUSHED, MAGNITUDE } from './constants';

// Four float32 or two float64 numbers at a time.

/** Bytes of a float32, of a float64, and of a vector of either. */
export const F32: usize = 4;
export const F64: usize = 8;
export const VECTOR: usize = 16;

/** Numbers in a vector of float32. */
export const LANES: i32 = 4;

/** a·b + c, rounded once where the machine can. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The same of two float64. */
// @ts-ignore: decorator
@inline
export function fma64(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/** The last two of four float32 as float64, as `f64x2.promote_low_f32x4` does the first two. */
// @ts-ignore: decorator
@inline
export function upper(four: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3));
}

/**
 * Numbers under 2⁻¹⁰³ ≈ 1e-31 become 0; NaN and infinity stay. WebAssembly cannot flush subnormal numbers, and a gradient that
 * vanishes through them makes every product six to ten times slower.
 */
// @ts-ignore: decorator
@inline
export function flush(v: v128): v128 {
  return v128.and(v, i32x4.gt_s(v128.and(v, MAGNITUDE), FLUSHED));
}

/** The sum of four float32. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
