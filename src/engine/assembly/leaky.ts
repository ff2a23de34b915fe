import { tanh4 } from './activations';
import { ONE } from './constants';
import { addTo } from './gradients';
import { F32, flush, fma, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * Leaky units over a whole sequence (section 10.9.2):
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W,   g = tanh(a⁽ᵗ⁾),   h⁽ᵗ⁾ = α ⊙ h⁽ᵗ⁻¹⁾ + (1 − α) ⊙ g
 *
 *   ∂a = ∂h ⊙ (1 − α)(1 − g²)            ∂h⁽ᵗ⁻¹⁾ += ∂h ⊙ α + ∂a·Wᵀ
 *   ∂aAlpha = Σ ∂h ⊙ (h⁽ᵗ⁻¹⁾ − g) ⊙ α(1 − α)     where α = σ(aAlpha) is learnt
 *
 * Shapes: g `[tau, B, N]`, h `[tau + 1, B, N]` with the first state in front, dh likewise, α `[N]`; N is n rounded up to 4.
 */

/** g holds b + x·U and becomes tanh(a); where the mask `[tau, B]` is 0, h stays as it was. @param W packed */
export function leakyForward(tau: i32, B: i32, n: i32, W: usize, alpha: usize, g: usize, h: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, g += step, h += step) {
    product(h, N, W, g, N, B, N, N, 1);
    leak(B, n, N, alpha, g, h, mask);
    if (mask) mask += <usize>B * F32;
  }
}

function leak(B: i32, n: i32, N: i32, alpha: usize, g: usize, h: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  for (let b = 0; b < B; b++, g += row, h += row) {
    if (isMasked(mask, b)) {
      memory.copy(h + step, h, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const fresh = tanh4(v128.load(g + at));
      v128.store(g + at, fresh);
      v128.store(h + step + at, fma(v128.load(alpha + at), f32x4.sub(v128.load(h + at), fresh), fresh));
    }
    clearPadding(h + step, n, N);
  }
}

/**
 * From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, to g, which becomes ∂L/∂a.
 * @param Wt packed Wᵀ @param dalpha `[tau, B, N]`, becomes what each step and sequence adds to ∂L/∂aAlpha; 0 where α is not learnt
 */
export function leakyBackward(tau: i32, B: i32, n: i32, Wt: usize, alpha: usize, g: usize, h: usize, dh: usize, dalpha: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    const masked = mask ? mask + <usize>(t * B) * F32 : 0;
    if (dalpha) differentiateAlpha(B, n, N, alpha, g + now, h + now, dh + now + step, dalpha + now, masked);
    differentiate(B, n, N, alpha, g + now, dh + now, masked);
    product(g + now, N, Wt, dh + now, N, B, N, N, 1);
  }
}

function differentiate(B: i32, n: i32, N: i32, alpha: usize, g: usize, dh: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, g += row, dh += row) {
    if (isMasked(mask, b)) {
      memory.fill(g, 0, row);
      addTo(dh, dh + step, N);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const fresh = v128.load(g + at), kept = v128.load(alpha + at);
      const above = flush(v128.load(dh + step + at));
      v128.store(g + at, flush(f32x4.mul(f32x4.mul(above, f32x4.sub(one, kept)), f32x4.sub(one, f32x4.mul(fresh, fresh)))));
      v128.store(dh + at, fma(above, kept, v128.load(dh + at)));
    }
    clearPadding(g, n, N);
  }
}

function differentiateAlpha(B: i32, n: i32, N: i32, alpha: usize, g: usize, h: usize, dh: usize, dalpha: usize, mask: usize): void {
  const row = <usize>N * F32;
  const one = ONE;
  for (let b = 0; b < B; b++, g += row, h += row, dh += row, dalpha += row) {
    if (isMasked(mask, b)) {
      memory.fill(dalpha, 0, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const kept = v128.load(alpha + at), slope = f32x4.mul(kept, f32x4.sub(one, kept));
      v128.store(dalpha + at, flush(f32x4.mul(f32x4.mul(v128.load(dh + at), f32x4.sub(v128.load(h + at), v128.load(g + at))), slope)));
    }
    clearPadding(dalpha, n, N);
  }
}
