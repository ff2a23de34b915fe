import { dot } from './dot';
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
