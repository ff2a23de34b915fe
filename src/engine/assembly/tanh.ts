import { tanh4 } from './activations';
import { ONE } from './constants';
import { addTo } from './gradients';
import { F32, flush, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * The plain recurrent layer over a whole sequence:
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W,   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)     (10.8, 10.9)
 *   ∂L/∂a⁽ᵗ⁾ = ∂L/∂h⁽ᵗ⁾ ⊙ (1 − h⁽ᵗ⁾²)
 *   ∂L/∂h⁽ᵗ⁻¹⁾ += ∂L/∂a⁽ᵗ⁾·Wᵀ                             (10.21)
 *
 * Shapes: a `[tau, B, N]`, h `[tau + 1, B, N]` with the first state in front, dh `[tau + 1, B, N]` likewise; N is n rounded up to 4.
 */

/** a holds b + x·U, and may lie where h of its step will; where the mask `[tau, B]` is 0, h stays as it was. @param W packed */
export function tanhForward(tau: i32, B: i32, n: i32, W: usize, a: usize, h: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, a += step, h += step) {
    product(h, N, W, a, N, B, N, N, 1);
    activate(B, n, N, a, h, h + step, mask);
    if (mask) mask += <usize>B * F32;
  }
}

/** h of a step, from a; may be where that is. */
export function activate(B: i32, n: i32, N: i32, a: usize, before: usize, h: usize, mask: usize): void {
  const row = <usize>N * F32;
  for (let b = 0; b < B; b++, a += row, before += row, h += row) {
    if (isMasked(mask, b)) {
      memory.copy(h, before, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) v128.store(h + at, tanh4(v128.load(a + at)));
    clearPadding(h, n, N);
  }
}

/** From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, to da, which becomes ∂L/∂a. @param Wt packed Wᵀ */
export function tanhBackward(tau: i32, B: i32, n: i32, Wt: usize, da: usize, h: usize, dh: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    differentiate(B, n, N, da + now, h + now + step, dh + now + step, dh + now, mask ? mask + <usize>(t * B) * F32 : 0);
    product(da + now, N, Wt, dh + now, N, B, N, N, 1);
  }
}

/** ∂L/∂a of a step; where there is no element, ∂L/∂h goes on to the one before. */
export function differentiate(B: i32, n: i32, N: i32, da: usize, h: usize, dh: usize, before: usize, mask: usize): void {
  const row = <usize>N * F32;
  const one = ONE;
  for (let b = 0; b < B; b++, da += row, h += row, dh += row, before += row) {
    if (isMasked(mask, b)) {
      memory.fill(da, 0, row);
      addTo(before, dh, N);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const y = v128.load(h + at);
      v128.store(da + at, flush(f32x4.mul(v128.load(dh + at), f32x4.sub(one, f32x4.mul(y, y)))));
    }
    clearPadding(da, n, N);
  }
}
