import {
  EXP64_10, EXP64_11, EXP64_12, EXP64_13, EXP64_2, EXP64_3, EXP64_4, EXP64_5, EXP64_6, EXP64_7, EXP64_8, EXP64_9,
  LOG2_E_64, MINUS_LN2_HIGH_64, MINUS_LN2_LOW_64, ONE_64, ROUNDER_64, SIGN_64, TANH_END_64, TWO_64,
} from './constants';
import { fma64 } from './lanes';

/**
 * tanh of two float64, to 4 units in the last place: (e²ᵃ − 1) / (e²ᵃ + 1) by e²ᵃ − 1 = 2ᵏ·(eʳ − 1) + (2ᵏ − 1), where |2a| = k·ln 2 + r and
 * |r| ≤ ln 2 / 2; eʳ − 1 by its series to r¹³, so that of small numbers nothing cancels. NaN passes through.
 */
// @ts-ignore: decorator
@inline
export function tanh2(a: v128): v128 {
  const sign = v128.and(a, SIGN_64);
  const half = f64x2.pmin(v128.xor(a, sign), TANH_END_64), x = f64x2.add(half, half);
  const shifted = fma64(x, LOG2_E_64, ROUNDER_64);
  const k = f64x2.sub(shifted, ROUNDER_64);
  const r = fma64(k, MINUS_LN2_LOW_64, fma64(k, MINUS_LN2_HIGH_64, x));
  let p = fma64(EXP64_13, r, EXP64_12);
  p = fma64(p, r, EXP64_11);
  p = fma64(p, r, EXP64_10);
  p = fma64(p, r, EXP64_9);
  p = fma64(p, r, EXP64_8);
  p = fma64(p, r, EXP64_7);
  p = fma64(p, r, EXP64_6);
  p = fma64(p, r, EXP64_5);
  p = fma64(p, r, EXP64_4);
  p = fma64(p, r, EXP64_3);
  p = fma64(p, r, EXP64_2);
  p = fma64(p, f64x2.mul(r, r), r);
  const power = i64x2.add(i64x2.shl(shifted, 52), ONE_64); // k in the exponent of 1: 2ᵏ
  const t = fma64(power, p, f64x2.sub(power, ONE_64));
  return v128.or(f64x2.div(t, f64x2.add(t, TWO_64)), sign);
}
