import { tanh4 } from './activations';
import { ONE } from './constants';
import { addTo } from './gradients';
import { F32, flush, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * Clockwork units over a whole sequence (section 10.9.3), unit by unit with a clock that is at 0 when it is due:
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W,   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾) where it is due, else h⁽ᵗ⁻¹⁾
 *   ∂a = ∂h ⊙ due ⊙ (1 − h²)        ∂h⁽ᵗ⁻¹⁾ += ∂h ⊙ (1 − due) + ∂a·Wᵀ
 *
 * Shapes: due `[tau, B, N]`, h, dh and clock `[tau + 1, B, N]` with the first in front, T `[N]`; N is n rounded up to 4.
 */

/** due holds b + x·U and becomes 1 where h is computed, else 0; where the mask `[tau, B]` is 0, h and the clock stay as they were. @param W packed */
export function clockworkForward(tau: i32, B: i32, n: i32, W: usize, T: usize, due: usize, h: usize, clock: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, due += step, h += step, clock += step) {
    product(h, N, W, due, N, B, N, N, 1);
    tick(B, n, N, T, due, h, clock, mask);
    if (mask) mask += <usize>B * F32;
  }
}

function tick(B: i32, n: i32, N: i32, T: usize, due: usize, h: usize, clock: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, due += row, h += row, clock += row) {
    if (isMasked(mask, b)) {
      memory.fill(due, 0, row);
      memory.copy(h + step, h, row);
      memory.copy(clock + step, clock, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const now = v128.load(clock + at), period = v128.load(T + at), later = f32x4.add(now, one);
      const ticks = f32x4.lt(now, one);
      v128.store(h + step + at, v128.bitselect(tanh4(v128.load(due + at)), v128.load(h + at), ticks));
      v128.store(due + at, v128.and(ticks, one));
      v128.store(clock + step + at, f32x4.sub(later, v128.and(f32x4.gt(f32x4.add(later, one), period), period)));
    }
    clearPadding(h + step, n, N);
    clearPadding(clock + step, n, N);
  }
}

/** From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, to due, which becomes ∂L/∂a. @param Wt packed Wᵀ */
export function clockworkBackward(tau: i32, B: i32, n: i32, Wt: usize, due: usize, h: usize, dh: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    differentiate(B, n, N, due + now, h + now + step, dh + now, mask ? mask + <usize>(t * B) * F32 : 0);
    product(due + now, N, Wt, dh + now, N, B, N, N, 1);
  }
}

function differentiate(B: i32, n: i32, N: i32, due: usize, h: usize, dh: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, due += row, h += row, dh += row) {
    if (isMasked(mask, b)) {
      memory.fill(due, 0, row);
      addTo(dh, dh + step, N);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const y = v128.load(h + at), ticks = v128.load(due + at);
      const above = flush(v128.load(dh + step + at));
      v128.store(due + at, flush(f32x4.mul(f32x4.mul(above, ticks), f32x4.sub(one, f32x4.mul(y, y)))));
      v128.store(dh + at, f32x4.add(v128.load(dh + at), f32x4.mul(above, f32x4.sub(one, ticks))));
    }
    clearPadding(due, n, N);
  }
}

/** Copies a matrix `[N, N]` of connections, 0 where there is none: from a unit of a shorter period to one of a longer. `to` may be W. */
export function keepSlower(W: usize, T: usize, N: i32, to: usize): void {
  const row = <usize>N * F32;
  for (let from = T; from < T + row; from += F32, W += row, to += row) {
    const period = f32x4.splat(load<f32>(from));
    for (let at: usize = 0; at < row; at += VECTOR) v128.store(to + at, v128.and(v128.load(W + at), f32x4.ge(period, v128.load(T + at))));
  }
}
