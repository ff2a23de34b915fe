import { F64, fma64 } from './lanes';

/*
 * A step of recursive least squares on P = U·D·Uᵀ (Bierman 1976, doi:10.1016/0005-1098(76)90015-7), in float64: column after column of U,
 *
 *   fⱼ = (Uᵀ·s)ⱼ, vⱼ = Dⱼ·fⱼ, aⱼ = aⱼ₋₁ + fⱼ·vⱼ from a = γ, Dⱼ ← Dⱼ·aⱼ₋₁/(aⱼ·γ), Uⱼ ← Uⱼ − fⱼ/aⱼ₋₁·g, g ← g + vⱼ·Uⱼ (as it was)
 */

/** g of s, and P of the next step. The columns of U above the diagonal lie one after another; D is at most `most`. */
export function moveFactors(U: usize, D: usize, s: usize, g: usize, n: i32, gamma: f64, most: f64): void {
  let all = gamma;
  for (let j = 0; j < n; j++) {
    const at = <usize>j * F64, diagonal = load<f64>(D + at);
    const f = load<f64>(s + at) + dot(U, s, j), v = diagonal * f, before = all;
    all += f * v;
    store<f64>(D + at, min(most, diagonal * before / (all * gamma)));
    moveColumn(U, g, j, -f / before, v);
    store<f64>(g + at, v);
    U += at;
  }
  for (let j = 0; j < n; j++) store<f64>(g + <usize>j * F64, load<f64>(g + <usize>j * F64) / all);
}

function dot(u: usize, s: usize, count: i32): f64 {
  let even = f64x2.splat(0), odd = even, i = 0;
  for (; i + 4 <= count; i += 4, u += 4 * F64, s += 4 * F64) {
    even = fma64(v128.load(u), v128.load(s), even);
    odd = fma64(v128.load(u, 16), v128.load(s, 16), odd);
  }
  even = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
  for (; i < count; i++, u += F64, s += F64) sum += load<f64>(u) * load<f64>(s);
  return sum;
}

/** u ← u + share·g, g ← g + v·u as it was. */
function moveColumn(u: usize, g: usize, count: i32, share: f64, v: f64): void {
  const shares = f64x2.splat(share), vs = f64x2.splat(v);
  let i = 0;
  for (; i + 2 <= count; i += 2, u += 2 * F64, g += 2 * F64) {
    const own = v128.load(u), gain = v128.load(g);
    v128.store(u, fma64(shares, gain, own));
    v128.store(g, fma64(vs, own, gain));
  }
  if (i == count) return;
  const own = load<f64>(u), gain = load<f64>(g);
  store<f64>(u, own + share * gain);
  store<f64>(g, gain + v * own);
}
