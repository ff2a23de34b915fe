/**
 * ln x in float64, for x ≥ 1 as a loss needs it; NaN and infinity pass through. x = 2ᵏ·m with m between √½ and √2, and
 * ln m = 2·artanh z = 2(z + z³/3 + z⁵/5 + …) where z = (m − 1)/(m + 1), |z| ≤ 0.172: ten terms are enough for 1e-16. The library's
 * logarithm would bring tables, and the module has no data.
 */
export function logarithm(x: f64): f64 {
  if (!(x < Infinity)) return x;
  const bits = reinterpret<u64>(x);
  let k = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k++;
  }
  const z = (m - 1) / (m + 1);
  const z2 = z * z;
  let sum: f64 = 1.0 / 19;
  sum = sum * z2 + 1.0 / 17;
  sum = sum * z2 + 1.0 / 15;
  sum = sum * z2 + 1.0 / 13;
  sum = sum * z2 + 1.0 / 11;
  sum = sum * z2 + 1.0 / 9;
  sum = sum * z2 + 1.0 / 7;
  sum = sum * z2 + 1.0 / 5;
  sum = sum * z2 + 1.0 / 3;
  sum = sum * z2 + 1;
  return <f64>k * 0.6931471805599453 + 2 * z * sum;
}
