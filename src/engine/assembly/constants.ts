/*
 * The constants of inner loops. One that is written where it is used is made anew every time, by three instructions: more than half
 * of what tanh would take. A variable is read by the instruction that uses it. `kernels.ts` exports these, or the compiler would
 * see that they never change.
 */

export let HALF: v128 = f32x4.splat(0.5);
export let ONE: v128 = f32x4.splat(1);

/** Beyond it the float32 nearest to tanh is ±1. */
export let TANH_END: v128 = f32x4.splat(7.90531110763549805);

/** Of tanh: coefficients of x¹³ … x in the numerator, of x⁶ … 1 in the denominator. */
export let TANH_P13: v128 = f32x4.splat(-2.76076847742355e-16);
export let TANH_P11: v128 = f32x4.splat(2.00018790482477e-13);
export let TANH_P9: v128 = f32x4.splat(-8.60467152213735e-11);
export let TANH_P7: v128 = f32x4.splat(5.12229709037114e-08);
export let TANH_P5: v128 = f32x4.splat(1.48572235717979e-05);
export let TANH_P3: v128 = f32x4.splat(6.37261928875436e-04);
export let TANH_P1: v128 = f32x4.splat(4.89352455891786e-03);
export let TANH_Q6: v128 = f32x4.splat(1.19825839466702e-06);
export let TANH_Q4: v128 = f32x4.splat(1.18534705686654e-04);
export let TANH_Q2: v128 = f32x4.splat(2.26843463243900e-03);
export let TANH_Q0: v128 = f32x4.splat(4.89352518554385e-03);

/** eᵃ is finite and not subnormal between these. */
export let EXP_LEAST: v128 = f32x4.splat(-87);
export let EXP_MOST: v128 = f32x4.splat(88);
export let LOG2_E: v128 = f32x4.splat(1.44269504088896341);
/** −ln 2 in two parts, the first of few digits, so that k times it is exact. */
export let MINUS_LN2_HIGH: v128 = f32x4.splat(-0.693359375);
export let MINUS_LN2_LOW: v128 = f32x4.splat(2.12194440e-4);
/** 1.5·2²³: added and taken away again, it rounds a float32 to the nearest whole number, which meanwhile stands in its last bits. */
export let ROUNDER: v128 = f32x4.splat(12582912);

/** Of eʳ: coefficients of r⁷ … r². */
export let EXP_7: v128 = f32x4.splat(1.9875691500e-4);
export let EXP_6: v128 = f32x4.splat(1.3981999507e-3);
export let EXP_5: v128 = f32x4.splat(8.3334519073e-3);
export let EXP_4: v128 = f32x4.splat(4.1665795894e-2);
export let EXP_3: v128 = f32x4.splat(1.6666665459e-1);
export let EXP_2: v128 = f32x4.splat(5.0000001201e-1);

/** All bits of a float32 but its sign; those of 2⁻¹⁰³. */
export let MAGNITUDE: v128 = i32x4.splat(0x7fffffff);
export let FLUSHED: v128 = i32x4.splat(0x0c000000);

/** Of float64: those of tanh, by e²ᵃ − 1. Beyond the end the nearest to tanh is ±1. */
export let SIGN_64: v128 = i64x2.splat(0x8000000000000000);
export let ONE_64: v128 = f64x2.splat(1);
export let TWO_64: v128 = f64x2.splat(2);
export let TANH_END_64: v128 = f64x2.splat(20);
export let LOG2_E_64: v128 = f64x2.splat(1.44269504088896341);
export let MINUS_LN2_HIGH_64: v128 = f64x2.splat(-6.93147180369123816490e-01);
export let MINUS_LN2_LOW_64: v128 = f64x2.splat(-1.90821492927058770002e-10);
/** 1.5·2⁵² */
export let ROUNDER_64: v128 = f64x2.splat(6755399441055744);

/** Of eʳ: 1/13! … 1/2!. */
export let EXP64_13: v128 = f64x2.splat(1 / 6227020800.0);
export let EXP64_12: v128 = f64x2.splat(1 / 479001600.0);
export let EXP64_11: v128 = f64x2.splat(1 / 39916800.0);
export let EXP64_10: v128 = f64x2.splat(1 / 3628800.0);
export let EXP64_9: v128 = f64x2.splat(1 / 362880.0);
export let EXP64_8: v128 = f64x2.splat(1 / 40320.0);
export let EXP64_7: v128 = f64x2.splat(1 / 5040.0);
export let EXP64_6: v128 = f64x2.splat(1 / 720.0);
export let EXP64_5: v128 = f64x2.splat(1 / 120.0);
export let EXP64_4: v128 = f64x2.splat(1 / 24.0);
export let EXP64_3: v128 = f64x2.splat(1 / 6.0);
export let EXP64_2: v128 = f64x2.splat(1 / 2.0);
