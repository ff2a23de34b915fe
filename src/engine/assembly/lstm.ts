import { sigmoid4, tanh4 } from './activations';
import { ONE } from './constants';
import { F32, flush, fma, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * Long short-term memory over a whole sequence, without and with peepholes p:
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W;   i = σ(aᵢ + pᵢ ⊙ c⁽ᵗ⁻¹⁾), f = σ(a_f + p_f ⊙ c⁽ᵗ⁻¹⁾), g = tanh(a_g), o = σ(aₒ + pₒ ⊙ c⁽ᵗ⁾)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g,   s = tanh(c⁽ᵗ⁾),   h⁽ᵗ⁾ = o ⊙ s                      (10.40 to 10.44)
 *
 *   ∂o = ∂h ⊙ s          ∂aₒ = ∂o ⊙ o(1 − o)
 *   ∂c += ∂h ⊙ o(1 − s²) + ∂aₒ ⊙ pₒ
 *   ∂aᵢ = ∂c ⊙ g ⊙ i(1 − i)   ∂a_g = ∂c ⊙ i(1 − g²)   ∂a_f = ∂c ⊙ c⁽ᵗ⁻¹⁾ ⊙ f(1 − f)
 *   ∂c⁽ᵗ⁻¹⁾ = ∂c ⊙ f + ∂aᵢ ⊙ pᵢ + ∂a_f ⊙ p_f      ∂h⁽ᵗ⁻¹⁾ += ∂a·Wᵀ
 *
 * Shapes: gates `[tau, B, 4N]`, side by side in the order i, f, g, o; h and c `[tau + 1, B, N]` with the first state in front, dh
 * likewise; s `[tau, B, N]`; dc `[B, N]`; p `[3N]` in the order i, f, o. N is n rounded up to 4.
 *
 * What both have in common is written once, with `p` of 0 where there are no peepholes, and inlined: each is compiled for itself.
 */

/** gates holds b + x·U and becomes the gates; where the mask `[tau, B]` is 0, h and c stay as they were. @param W packed */
export function lstmForward(tau: i32, B: i32, n: i32, W: usize, gates: usize, h: usize, c: usize, s: usize, mask: usize): void {
  forward(tau, B, n, W, 0, gates, h, c, s, mask);
}

/** The same with peepholes. */
export function peepholeLstmForward(tau: i32, B: i32, n: i32, W: usize, p: usize, gates: usize, h: usize, c: usize, s: usize, mask: usize): void {
  forward(tau, B, n, W, p, gates, h, c, s, mask);
}

// @ts-ignore: decorator
@inline
function forward(tau: i32, B: i32, n: i32, W: usize, p: usize, gates: usize, h: usize, c: usize, s: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, gates += 4 * step, h += step, c += step, s += step) {
    product(h, N, W, gates, 4 * N, B, 4 * N, N, 1);
    activate(B, n, N, p, gates, h, c, s, mask);
    if (mask) mask += <usize>B * F32;
  }
}

// @ts-ignore: decorator
@inline
function activate(B: i32, n: i32, N: i32, p: usize, gates: usize, h: usize, c: usize, s: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  for (let b = 0; b < B; b++, gates += 4 * row, h += row, c += row, s += row) {
    if (isMasked(mask, b)) {
      memory.copy(h + step, h, row);
      memory.copy(c + step, c, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const gate = gates + at;
      const before = v128.load(c + at);
      const i = sigmoid4(peeping(v128.load(gate), p, at, before)), f = sigmoid4(peeping(v128.load(gate + row), p, row + at, before));
      const g = tanh4(v128.load(gate + 2 * row));
      const next = fma(f, before, f32x4.mul(i, g));
      const o = sigmoid4(peeping(v128.load(gate + 3 * row), p, 2 * row + at, next));
      const squashed = tanh4(next);
      v128.store(gate, i); v128.store(gate + row, f); v128.store(gate + 2 * row, g); v128.store(gate + 3 * row, o);
      v128.store(c + step + at, next); v128.store(s + at, squashed); v128.store(h + step + at, f32x4.mul(o, squashed));
    }
    clearPadding(h + step, n, N);
  }
}

/** a + p ⊙ c */
// @ts-ignore: decorator
@inline
function peeping(a: v128, p: usize, at: usize, c: v128): v128 {
  return p ? fma(v128.load(p + at), c, a) : a;
}

/**
 * From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, and dc, which holds ∂L/∂c after the last step and
 * becomes that of the first state, to gates, which becomes ∂L/∂a. @param Wt packed Wᵀ
 */
export function lstmBackward(tau: i32, B: i32, n: i32, Wt: usize, gates: usize, c: usize, s: usize, dh: usize, dc: usize, mask: usize): void {
  backward(tau, B, n, Wt, 0, gates, c, s, dh, dc, mask);
}

/** The same with peepholes. */
export function peepholeLstmBackward(
  tau: i32, B: i32, n: i32, Wt: usize, p: usize, gates: usize, c: usize, s: usize, dh: usize, dc: usize, mask: usize,
): void {
  backward(tau, B, n, Wt, p, gates, c, s, dh, dc, mask);
}

// @ts-ignore: decorator
@inline
function backward(tau: i32, B: i32, n: i32, Wt: usize, p: usize, gates: usize, c: usize, s: usize, dh: usize, dc: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    differentiate(B, n, N, p, gates + 4 * now, c + now, s + now, dh + now, dc, mask ? mask + <usize>(t * B) * F32 : 0);
    product(gates + 4 * now, 4 * N, Wt, dh + now, N, B, N, 4 * N, 1);
  }
}

// @ts-ignore: decorator
@inline
function differentiate(B: i32, n: i32, N: i32, p: usize, gates: usize, c: usize, s: usize, dh: usize, dc: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, gates += 4 * row, c += row, s += row, dh += row, dc += row) {
    if (isMasked(mask, b)) {
      memory.fill(gates, 0, 4 * row);
      for (let at = dh; at < dh + row; at += VECTOR) v128.store(at, f32x4.add(v128.load(at), v128.load(at + step)));
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const gate = gates + at;
      const i = v128.load(gate), f = v128.load(gate + row), g = v128.load(gate + 2 * row), o = v128.load(gate + 3 * row);
      const squashed = v128.load(s + at), above = v128.load(dh + step + at);
      const down = f32x4.mul(above, o);
      const da_o = flush(f32x4.mul(f32x4.mul(down, squashed), f32x4.sub(one, o)));
      const inward = flush(peeping(fma(down, f32x4.sub(one, f32x4.mul(squashed, squashed)), v128.load(dc + at)), p, 2 * row + at, da_o));
      const kept = f32x4.mul(inward, f);
      const da_i = flush(f32x4.mul(f32x4.mul(inward, g), f32x4.mul(i, f32x4.sub(one, i))));
      const da_f = flush(f32x4.mul(f32x4.mul(kept, v128.load(c + at)), f32x4.sub(one, f)));
      v128.store(gate + 3 * row, da_o);
      v128.store(gate, da_i);
      v128.store(gate + 2 * row, flush(f32x4.mul(f32x4.mul(inward, i), f32x4.sub(one, f32x4.mul(g, g)))));
      v128.store(gate + row, da_f);
      v128.store(dc + at, peeping(peeping(kept, p, at, da_i), p, row + at, da_f));
    }
    for (let gate = 0; gate < 4; gate++) clearPadding(gates + <usize>gate * row, n, N);
  }
}
