import { sigmoid4, tanh4 } from './activations';
import { ONE } from './constants';
import { F32, flush, fma, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * The gated recurrent unit over a whole sequence, the reset gate after the product (PyTorch, cuDNN):
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U,   v⁽ᵗ⁾ = h⁽ᵗ⁻¹⁾·W + [0, 0, bW]
 *   r = σ(a_r + v_r), u = σ(a_u + v_u), g = tanh(a_g + r ⊙ v_g)
 *   h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ g                                     (10.45)
 *
 *   ∂a_g = ∂h ⊙ (1 − u)(1 − g²)          ∂v_g = ∂a_g ⊙ r
 *   ∂a_u = ∂v_u = ∂h ⊙ (h⁽ᵗ⁻¹⁾ − g) ⊙ u(1 − u)
 *   ∂a_r = ∂v_r = ∂a_g ⊙ v_g ⊙ r(1 − r)
 *   ∂h⁽ᵗ⁻¹⁾ += ∂h ⊙ u + ∂v·Wᵀ
 *
 * Shapes: gates and v `[tau, B, 3N]`, side by side in the order r, u, g; h `[tau + 1, B, N]` with the first state in front, dh
 * likewise. N is n rounded up to 4.
 */

/** gates holds b + x·U and becomes the gates; where the mask `[tau, B]` is 0, h stays as it was. @param W packed @param bW `[N]` */
export function gruForward(tau: i32, B: i32, n: i32, W: usize, bW: usize, gates: usize, v: usize, h: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, gates += 3 * step, v += 3 * step, h += step) {
    product(h, N, W, v, 3 * N, B, 3 * N, N, 0);
    activate(B, n, N, bW, gates, v, h, mask);
    if (mask) mask += <usize>B * F32;
  }
}

function activate(B: i32, n: i32, N: i32, bW: usize, gates: usize, v: usize, h: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  for (let b = 0; b < B; b++, gates += 3 * row, v += 3 * row, h += row) {
    if (isMasked(mask, b)) {
      memory.copy(h + step, h, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const gate = gates + at, w = v + at;
      const r = sigmoid4(f32x4.add(v128.load(gate), v128.load(w)));
      const u = sigmoid4(f32x4.add(v128.load(gate + row), v128.load(w + row)));
      const inner = f32x4.add(v128.load(w + 2 * row), v128.load(bW + at));
      const g = tanh4(fma(r, inner, v128.load(gate + 2 * row)));
      v128.store(w + 2 * row, inner);
      v128.store(gate, r); v128.store(gate + row, u); v128.store(gate + 2 * row, g);
      v128.store(h + step + at, fma(u, f32x4.sub(v128.load(h + at), g), g));
    }
    clearPadding(h + step, n, N);
  }
}

/**
 * From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, to gates and v, which become ∂L/∂a and ∂L/∂v.
 * @param Wt packed Wᵀ
 */
export function gruBackward(tau: i32, B: i32, n: i32, Wt: usize, gates: usize, v: usize, h: usize, dh: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    differentiate(B, n, N, gates + 3 * now, v + 3 * now, h + now, dh + now, mask ? mask + <usize>(t * B) * F32 : 0);
    product(v + 3 * now, 3 * N, Wt, dh + now, N, B, N, 3 * N, 1);
  }
}

function differentiate(B: i32, n: i32, N: i32, gates: usize, v: usize, h: usize, dh: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, gates += 3 * row, v += 3 * row, h += row, dh += row) {
    if (isMasked(mask, b)) {
      memory.fill(gates, 0, 3 * row);
      memory.fill(v, 0, 3 * row);
      for (let at = dh; at < dh + row; at += VECTOR) v128.store(at, f32x4.add(v128.load(at), v128.load(at + step)));
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const gate = gates + at, w = v + at;
      const r = v128.load(gate), u = v128.load(gate + row), g = v128.load(gate + 2 * row);
      const above = flush(v128.load(dh + step + at)), open = f32x4.sub(one, u);
      const dg = flush(f32x4.mul(f32x4.mul(above, open), f32x4.sub(one, f32x4.mul(g, g))));
      const du = flush(f32x4.mul(f32x4.mul(above, f32x4.sub(v128.load(h + at), g)), f32x4.mul(u, open)));
      const dr = flush(f32x4.mul(f32x4.mul(dg, v128.load(w + 2 * row)), f32x4.mul(r, f32x4.sub(one, r))));
      v128.store(gate, dr); v128.store(gate + row, du); v128.store(gate + 2 * row, dg);
      v128.store(w, dr); v128.store(w + row, du); v128.store(w + 2 * row, flush(f32x4.mul(dg, r)));
      v128.store(dh + at, fma(above, u, v128.load(dh + at)));
    }
    for (let gate = 0; gate < 3; gate++) {
      clearPadding(gates + <usize>gate * row, n, N);
      clearPadding(v + <usize>gate * row, n, N);
    }
  }
}
