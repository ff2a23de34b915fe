/**
 * The number that the bits of a small floating-point format stand for: (−1)ˢ · 2^(e − bias) · (1 + m / 2^M), or, where e is 0,
 * (−1)ˢ · 2^(1 − bias) · m / 2^M; the bias is 2^(E − 1) − 1. The highest exponent is kept for infinity and NaN.
 *
 * @source IEEE 754-2019, section 3.4
 */
export function smallFloat(bits: number, exponentBits: number, mantissaBits: number): number {
  const sign = bits >> (exponentBits + mantissaBits) === 0 ? 1 : -1;
  const exponent = (bits >> mantissaBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? 2 ** (1 - bias) * fraction : 2 ** (exponent - bias) * (1 + fraction));
}

/**
 * The number an 8-bit float of the E4M3 kind stands for: as above, but the highest exponent holds numbers too; there is no infinity,
 * and only S.1111.111 is NaN.
 *
 * @source Micikevicius et al., FP8 formats for deep learning, arXiv:2209.05433, section 3
 */
export function float8e4m3(bits: number): number {
  const magnitude = bits & 0x7f;
  if (magnitude === 0x7f) return NaN;
  const sign = bits >> 7 === 0 ? 1 : -1;
  return magnitude < 0x78 ? smallFloat(bits, 4, 3) : sign * 2 ** 8 * (1 + (magnitude & 7) / 8);
}
