import {
  EXP_2, EXP_3, EXP_4, EXP_5, EXP_6, EXP_7, EXP_LEAST, EXP_MOST, HALF, LOG2_E, MINUS_LN2_HIGH, MINUS_LN2_LOW, ONE, ROUNDER,
  TANH_END, TANH_P1, TANH_P11, TANH_P13, TANH_P3, TANH_P5, TANH_P7, TANH_P9, TANH_Q0, TANH_Q2, TANH_Q4, TANH_Q6,
} from './constants';
import { fma } from './lanes';

// Four at a time. NaN passes through: a comparison with NaN is false, so `pmin` and `pmax` keep their first argument.

/**
 * tanh, to 5 units in the last place: a rational function of degree 13 over 6. The coefficients are those that Eigen and
 * XNNPACK use for float32 (a minimax fit on ±7.9).
 */
// @ts-ignore: decorator
@inline
export function tanh4(a: v128): v128 {
  const limit = TANH_END;
  const x = f32x4.pmax(f32x4.pmin(a, limit), f32x4.neg(limit));
  const x2 = f32x4.mul(x, x);
  let p = fma(x2, TANH_P13, TANH_P11);
  p = fma(x2, p, TANH_P9);
  p = fma(x2, p, TANH_P7);
  p = fma(x2, p, TANH_P5);
  p = fma(x2, p, TANH_P3);
  p = fma(x2, p, TANH_P1);
  let q = fma(x2, TANH_Q6, TANH_Q4);
  q = fma(x2, q, TANH_Q2);
  q = fma(x2, q, TANH_Q0);
  return f32x4.div(f32x4.mul(x, p), q);
}

/** σ(a) = (1 + tanh(a / 2)) / 2 */
// @ts-ignore: decorator
@inline
export function sigmoid4(a: v128): v128 {
  const half = HALF;
  return fma(tanh4(f32x4.mul(a, half)), half, half);
}

/**
 * eᵃ for a between −87 and 88, and what it is at the nearer end beyond: 2ᵏ·eʳ, where a = k·ln 2 + r and |r| ≤ ln 2 / 2; eʳ by
 * a polynomial of degree 7 (coefficients of Cephes' `expf`, to 2 units in the last place).
 */
// @ts-ignore: decorator
@inline
export function exp4(a: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(a, EXP_MOST), EXP_LEAST);
  const shifted = fma(x, LOG2_E, ROUNDER);
  const k = f32x4.sub(shifted, ROUNDER);
  let r = fma(k, MINUS_LN2_HIGH, x);
  r = fma(k, MINUS_LN2_LOW, r);
  let y = fma(EXP_7, r, EXP_6);
  y = fma(y, r, EXP_5);
  y = fma(y, r, EXP_4);
  y = fma(y, r, EXP_3);
  y = fma(y, r, EXP_2);
  y = f32x4.add(fma(y, f32x4.mul(r, r), r), ONE);
  const power = i32x4.add(i32x4.shl(shifted, 23), ONE); // k in the exponent of 1: 2ᵏ
  return f32x4.mul(y, power);
}
