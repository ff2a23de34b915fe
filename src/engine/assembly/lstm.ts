import { sigmoid4, tanh4 } from './activations';
import { ONE } from './constants';
import { F32, flush, fma, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * Long short-term memory over a whole sequence:
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W;   i = σ(aᵢ), f = σ(a_f), g = tanh(a_g), o = σ(aₒ)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g,   s = tanh(c⁽ᵗ⁾),   h⁽ᵗ⁾ = o ⊙ s                      (10.40 to 10.44)
 *
 *   ∂o = ∂h ⊙ s          ∂aₒ = ∂o ⊙ o(1 − o)
 *   ∂c += ∂h ⊙ o(1 − s²)  ∂aᵢ = ∂c ⊙ g ⊙ i(1 − i)   ∂a_g = ∂c ⊙ i(1 − g²)   ∂a_f = ∂c ⊙ c⁽ᵗ⁻¹⁾ ⊙ f(1 − f)
 *   ∂c⁽ᵗ⁻¹⁾ = ∂c ⊙ f      ∂h⁽ᵗ⁻¹⁾ += ∂a·Wᵀ
 *
 * Shapes: gates `[tau, B, 4N]`, side by side in the order i, f, g, o; h and c `[tau + 1, B, N]` with the first state in front, dh
 * likewise; s `[tau, B, N]`; dc `[B, N]`. N is n rounded up to 4.
 */

/** gates holds b + x·U and becomes the gates; where the mask `[tau, B]` is 0, h and c stay as they were. @param W packed */
export function lstmForward(tau: i32, B: i32, n: i32, W: usize, gates: usize, h: usize, c: usize, s: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = 0; t < tau; t++, gates += 4 * step, h += step, c += step, s += step) {
    product(h, N, W, gates, 4 * N, B, 4 * N, N, 1);
    activate(B, n, N, gates, h, c, s, mask);
    if (mask) mask += <usize>B * F32;
  }
}

function activate(B: i32, n: i32, N: i32, gates: usize, h: usize, c: usize, s: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  for (let b = 0; b < B; b++, gates += 4 * row, h += row, c += row, s += row) {
    if (isMasked(mask, b)) {
      memory.copy(h + step, h, row);
      memory.copy(c + step, c, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const gate = gates + at;
      const i = sigmoid4(v128.load(gate)), f = sigmoid4(v128.load(gate + row));
      const g = tanh4(v128.load(gate + 2 * row)), o = sigmoid4(v128.load(gate + 3 * row));
      const next = fma(f, v128.load(c + at), f32x4.mul(i, g));
      const squashed = tanh4(next);
      v128.store(gate, i); v128.store(gate + row, f); v128.store(gate + 2 * row, g); v128.store(gate + 3 * row, o);
      v128.store(c + step + at, next); v128.store(s + at, squashed); v128.store(h + step + at, f32x4.mul(o, squashed));
    }
    clearPadding(h + step, n, N);
  }
}

/**
 * From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, and dc, which holds ∂L/∂c after the last step and
 * becomes that of the first state, to gates, which becomes ∂L/∂a. @param Wt packed Wᵀ
 */
export function lstmBackward(tau: i32, B: i32, n: i32, Wt: usize, gates: usize, c: usize, s: usize, dh: usize, dc: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const step = <usize>(B * N) * F32;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    differentiate(B, n, N, gates + 4 * now, c + now, s + now, dh + now, dc, mask ? mask + <usize>(t * B) * F32 : 0);
    product(gates + 4 * now, 4 * N, Wt, dh + now, N, B, N, 4 * N, 1);
  }
}

function differentiate(B: i32, n: i32, N: i32, gates: usize, c: usize, s: usize, dh: usize, dc: usize, mask: usize): void {
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
      const inward = flush(fma(down, f32x4.sub(one, f32x4.mul(squashed, squashed)), v128.load(dc + at)));
      const kept = f32x4.mul(inward, f);
      v128.store(gate + 3 * row, flush(f32x4.mul(f32x4.mul(down, squashed), f32x4.sub(one, o))));
      v128.store(gate, flush(f32x4.mul(f32x4.mul(inward, g), f32x4.mul(i, f32x4.sub(one, i)))));
      v128.store(gate + 2 * row, flush(f32x4.mul(f32x4.mul(inward, i), f32x4.sub(one, f32x4.mul(g, g)))));
      v128.store(gate + row, flush(f32x4.mul(f32x4.mul(kept, v128.load(c + at)), f32x4.sub(one, f))));
      v128.store(dc + at, kept);
    }
    for (let gate = 0; gate < 4; gate++) clearPadding(gates + <usize>gate * row, n, N);
  }
}
