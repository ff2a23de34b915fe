import { tanh4 } from './activations';
import { ONE } from './constants';
import { addTo } from './gradients';
import { F32, flush, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * Skip connections through time over a whole sequence (section 10.9.1):
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻ᵈ⁾·S + h⁽ᵗ⁻¹⁾·W,   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)     without the last term where W is 0
 *
 *   ∂a = ∂h⁽ᵗ⁾ ⊙ (1 − h⁽ᵗ⁾²)        ∂h⁽ᵗ⁻¹⁾ += ∂a·Wᵀ        ∂h⁽ᵗ⁻ᵈ⁾ += ∂a·Sᵀ
 *
 * The state is the last d of h, each in rows of its own: h⁽ᵗ⁻¹⁾, h⁽ᵗ⁻²⁾, … as h₁, h₂, … h_d, that move on by one at a step. So a
 * sequence that has no element at a step keeps all of them, however long it has none.
 * Shapes: a `[tau, B, N]`, h₁ … h_d `[tau + 1, B, N]` each, `apart` bytes from one to the next, the first states in front; dh `[tau + 1,
 * B, N]`; N is n rounded up to 4. d is at least 2.
 */

/** a holds b + x·U, and may lie where h of its step will; where the mask `[tau, B]` is 0, the state stays as it was. @param W, S packed */
export function skipForward(tau: i32, B: i32, n: i32, d: i32, W: usize, S: usize, a: usize, h: usize, apart: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, a += step, h += step) {
    if (W) product(h, N, W, a, N, B, N, N, 1);
    product(h + <usize>(d - 1) * apart, N, S, a, N, B, N, N, 1);
    activate(B, n, N, a, h + step, mask);
    for (let k: usize = 1; k < <usize>d; k++) memory.copy(h + k * apart + step, h + (k - 1) * apart, step);
    if (mask) {
      hold(B, N, d, h, apart, mask);
      mask += <usize>B * F32;
    }
  }
}

function activate(B: i32, n: i32, N: i32, a: usize, h: usize, mask: usize): void {
  const row = <usize>N * F32;
  for (let b = 0; b < B; b++, a += row, h += row) {
    if (isMasked(mask, b)) continue;
    for (let at: usize = 0; at < row; at += VECTOR) v128.store(h + at, tanh4(v128.load(a + at)));
    clearPadding(h, n, N);
  }
}

/** The whole state as it was before the step, where there is no element. */
function hold(B: i32, N: i32, d: i32, h: usize, apart: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  for (let b = 0; b < B; b++, h += row) {
    if (!isMasked(mask, b)) continue;
    for (let k: usize = 0; k < <usize>d; k++) memory.copy(h + k * apart + step, h + k * apart, row);
  }
}

/**
 * From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, to da, which becomes ∂L/∂a.
 * @param Wt, St packed Wᵀ, Sᵀ @param past ∂L/∂h₂ … ∂L/∂h_d `[B, N]` each, `pastApart` bytes from one to the next: after the last step, and then before the first
 */
export function skipBackward(
  tau: i32, B: i32, n: i32, d: i32, Wt: usize, St: usize, da: usize, h: usize, dh: usize, past: usize, pastApart: usize, mask: usize,
): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    differentiate(B, n, N, d, da + now, h + now + step, dh + now, past, pastApart, mask ? mask + <usize>(t * B) * F32 : 0);
    if (Wt) product(da + now, N, Wt, dh + now, N, B, N, N, 1);
    product(da + now, N, St, past + <usize>(d - 2) * pastApart, N, B, N, N, 1);
  }
}

/** ∂a; and each of the past becomes the one before it, the last 0, where there is an element. */
function differentiate(B: i32, n: i32, N: i32, d: i32, da: usize, h: usize, dh: usize, past: usize, apart: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, da += row, h += row, dh += row, past += row) {
    if (isMasked(mask, b)) {
      memory.fill(da, 0, row);
      addTo(dh, dh + step, N);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const y = v128.load(h + at);
      v128.store(da + at, flush(f32x4.mul(v128.load(dh + step + at), f32x4.sub(one, f32x4.mul(y, y)))));
    }
    clearPadding(da, n, N);
    addTo(dh, past, N);
    for (let k: usize = 2; k < <usize>d; k++) memory.copy(past + (k - 2) * apart, past + (k - 1) * apart, row);
    memory.fill(past + <usize>(d - 2) * apart, 0, row);
  }
}
