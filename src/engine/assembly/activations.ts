import { fma } from './lanes';

// Four at a time. NaN passes through: a comparison with NaN is false, so `pmin` and `pmax` keep their first argument.

/** Beyond it the float32 nearest to tanh is ±1. */
const SATURATED: f32 = 7.90531110763549805;

/**
 * tanh, to about 2 units in the last place: a rational function of degree 13 over 6. The coefficients are those that Eigen and
 * XNNPACK use for float32 (a minimax fit on ±7.9).
 */
// @ts-ignore: decorator
@inline
export function tanh4(a: v128): v128 {
  const limit = f32x4.splat(SATURATED);
  const x = f32x4.pmax(f32x4.pmin(a, limit), f32x4.neg(limit));
  const x2 = f32x4.mul(x, x);
  let p = fma(x2, f32x4.splat(-2.76076847742355e-16), f32x4.splat(2.00018790482477e-13));
  p = fma(x2, p, f32x4.splat(-8.60467152213735e-11));
  p = fma(x2, p, f32x4.splat(5.12229709037114e-08));
  p = fma(x2, p, f32x4.splat(1.48572235717979e-05));
  p = fma(x2, p, f32x4.splat(6.37261928875436e-04));
  p = fma(x2, p, f32x4.splat(4.89352455891786e-03));
  let q = fma(x2, f32x4.splat(1.19825839466702e-06), f32x4.splat(1.18534705686654e-04));
  q = fma(x2, q, f32x4.splat(2.26843463243900e-03));
  q = fma(x2, q, f32x4.splat(4.89352518554385e-03));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** σ(a) = (1 + tanh(a / 2)) / 2 */
// @ts-ignore: decorator
@inline
export function sigmoid4(a: v128): v128 {
  const half = f32x4.splat(0.5);
  return fma(tanh4(f32x4.mul(a, half)), half, half);
}

/** 1.5·2²³: added and taken away again, it rounds a float32 to the nearest whole number. */
const ROUNDER: f32 = 12582912;

/**
 * eᵃ for a between −87 and 88, and what it is at the nearer end beyond: 2ᵏ·eʳ, where a = k·ln 2 + r and |r| ≤ ln 2 / 2; eʳ by
 * a polynomial of degree 7 (coefficients of Cephes' `expf`, to 2 units in the last place).
 */
// @ts-ignore: decorator
@inline
export function exp4(a: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(a, f32x4.splat(88)), f32x4.splat(-87));
  const shifted = fma(x, f32x4.splat(1.44269504088896341), f32x4.splat(ROUNDER));
  const k = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  let r = fma(k, f32x4.splat(-0.693359375), x);
  r = fma(k, f32x4.splat(2.12194440e-4), r);
  let y = fma(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  y = fma(y, r, f32x4.splat(8.3334519073e-3));
  y = fma(y, r, f32x4.splat(4.1665795894e-2));
  y = fma(y, r, f32x4.splat(1.6666665459e-1));
  y = fma(y, r, f32x4.splat(5.0000001201e-1));
  y = f32x4.add(fma(y, f32x4.mul(r, r), r), f32x4.splat(1));
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
  return f32x4.mul(y, exponent);
}
