import { addTo } from './gradients';
import { F32 } from './lanes';
import { isMasked } from './padding';
import { product } from './product';
import { activate, differentiate } from './tanh';

/*
 * Skip connections through time over a whole sequence (section 10.9.1), of any d from 2 on:
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻ᵈ⁾·S + h⁽ᵗ⁻¹⁾·W,   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)     without the last term where W is 0
 *
 *   ∂a = ∂h⁽ᵗ⁾ ⊙ (1 − h⁽ᵗ⁾²)        ∂h⁽ᵗ⁻¹⁾ += ∂a·Wᵀ        ∂h⁽ᵗ⁻ᵈ⁾ += ∂a·Sᵀ
 *
 * `past` is h of every step with the d before the first in front, so that its row t is h⁽ᵗ⁻ᵈ⁾: S reads it there, and writes its gradient
 * there in `dpast`. Where a sequence has no element h stays as it was, and does not count among the d: what S reads then lies `gap` rows
 * before row t. Shapes: past and dpast `[d + tau, B, N]`, gaps `[tau, B]` (int32); N is n rounded up to 4.
 */

/**
 * b + x·U lies where h of its step will; where the mask `[tau, B]` is 0, all states stay as they were. @param W, S packed
 * @param far room for a step, and @param last for d of them: with a mask it becomes the last d states, else they are the last rows of past
 */
export function skipForward(
  tau: i32, B: i32, n: i32, d: i32, W: usize, S: usize, past: usize, far: usize, gaps: usize, last: usize, mask: usize,
): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32, whole = past;
  if (mask) memory.fill(gaps, 0, <usize>B * F32);
  for (let t = 0; t < tau; t++, past += step) {
    const h = past + <usize>d * step, now = <usize>(t * B) * F32;
    if (W) product(h - step, N, W, h, N, B, N, N, 1);
    if (mask) skipRead(1, B, n, past, gaps + now, far);
    product(mask ? far : past, N, S, h, N, B, N, N, 1);
    activate(B, n, N, h, h - step, h, mask ? mask + now : 0);
    if (mask && t + 1 < tau) moveOn(t, tau, B, d, gaps + now, mask);
  }
  if (mask) keepLast(tau, B, n, d, whole, last, mask);
}

/** What S reads at each step, `[steps, B, N]`, where there is a mask. */
export function skipRead(steps: i32, B: i32, n: i32, past: usize, gaps: usize, far: usize): void {
  const row = <usize>((n + 3) & ~3) * F32;
  for (let i = 0; i < steps * B; i++) memory.copy(far + <usize>i * row, past + <usize>(i - load<i32>(gaps + <usize>i * F32) * B) * row, row);
}

/** The gaps of step t + 1: a sequence that had an element at t reads the next one of its own. */
function moveOn(t: i32, tau: i32, B: i32, d: i32, gaps: usize, mask: usize): void {
  for (let b = 0; b < B; b++, gaps += F32) {
    let row = t - load<i32>(gaps);
    if (!isMasked(mask + <usize>(t * B) * F32, b)) do row++; while (isRepeated(row, tau, B, b, d, mask));
    store<i32>(gaps + <usize>B * F32, t + 1 - row);
  }
}

/** Whether the next row of past is this one, held where there is no element; of those that are the same the last is the state. */
function isRepeated(row: i32, tau: i32, B: i32, b: i32, d: i32, mask: usize): bool {
  const next = row + 1 - d;
  return mask != 0 && next >= 0 && next < tau && isMasked(mask + <usize>(next * B) * F32, b);
}

/** The last d rows of each sequence that count. */
function keepLast(tau: i32, B: i32, n: i32, d: i32, past: usize, last: usize, mask: usize): void {
  const row = <usize>((n + 3) & ~3) * F32;
  for (let b = 0; b < B; b++) {
    for (let i = d - 1, from = d + tau; i >= 0; i--) {
      do from--; while (isRepeated(from, tau, B, b, d, mask));
      memory.copy(last + <usize>(i * B + b) * row, past + <usize>(from * B + b) * row, row);
    }
  }
}

/** Before `skipBackward` of a whole sequence: ∂L/∂ of the last d states, which is in the first d rows of dpast, goes to where these states are. */
export function skipSpreadLast(tau: i32, B: i32, n: i32, d: i32, dpast: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const row = <usize>N * F32;
  for (let b = 0; b < B; b++) {
    for (let i = d - 1, to = d + tau; i >= 0; i--) {
      do to--; while (isRepeated(to, tau, B, b, d, mask));
      if (to == i) continue; // no step of its own: a first state is a last one
      addTo(dpast + <usize>(to * B + b) * row, dpast + <usize>(i * B + b) * row, N);
      memory.fill(dpast + <usize>(i * B + b) * row, 0, row);
    }
  }
}

/**
 * From dpast, which holds what comes from above and from later and becomes ∂L/∂h by every path, to da, which becomes ∂L/∂a. It writes to
 * rows of dpast before the first of these steps too, more than d before where a mask leaves gaps: they are there for all steps of a sequence.
 * @param Wt, St packed Wᵀ, Sᵀ @param far room for a step
 */
export function skipBackward(
  steps: i32, B: i32, n: i32, d: i32, Wt: usize, St: usize, da: usize, past: usize, dpast: usize, far: usize, gaps: usize, mask: usize,
): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = steps - 1; t >= 0; t--) {
    const now = <usize>t * step, h = now + <usize>d * step, at = <usize>(t * B) * F32;
    differentiate(B, n, N, da + now, past + h, dpast + h, dpast + h - step, mask ? mask + at : 0);
    if (Wt) product(da + now, N, Wt, dpast + h - step, N, B, N, N, 1);
    if (mask) {
      product(da + now, N, St, far, N, B, N, N, 0);
      addFar(B, N, far, dpast + now, gaps + at, mask + at);
    } else product(da + now, N, St, dpast + now, N, B, N, N, 1);
  }
}

/** Adds the gradient of what S read, where there is an element. */
function addFar(B: i32, N: i32, far: usize, dpast: usize, gaps: usize, mask: usize): void {
  const row = <usize>N * F32;
  for (let b = 0; b < B; b++, far += row, gaps += F32) {
    if (!isMasked(mask, b)) addTo(dpast + <usize>(b - load<i32>(gaps) * B) * row, far, N);
  }
}
