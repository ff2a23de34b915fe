import { sigmoid4, tanh4 } from './activations';
import { ONE } from './constants';
import { F32, flush, fma, VECTOR } from './lanes';
import { clearPadding, isMasked } from './padding';
import { product } from './product';

/*
 * The gated recurrent unit over a whole sequence, the reset gate before the product (the book, Cho et al. 2014):
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U
 *   r = σ(a_r + h⁽ᵗ⁻¹⁾·W_r), u = σ(a_u + h⁽ᵗ⁻¹⁾·W_u), q = r ⊙ h⁽ᵗ⁻¹⁾, g = tanh(a_g + q·W_g)
 *   h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ g                                     (10.45)
 *
 *   ∂a_g = ∂h ⊙ (1 − u)(1 − g²)          ∂q = ∂a_g·W_gᵀ
 *   ∂a_u = ∂h ⊙ (h⁽ᵗ⁻¹⁾ − g) ⊙ u(1 − u)   ∂a_r = ∂q ⊙ h⁽ᵗ⁻¹⁾ ⊙ r(1 − r)
 *   ∂h⁽ᵗ⁻¹⁾ += ∂h ⊙ u + ∂q ⊙ r + [∂a_r, ∂a_u]·[W_r, W_u]ᵀ
 *
 * Shapes: gates `[tau, B, 3N]`, side by side in the order r, u, g; q `[tau, B, N]`; h `[tau + 1, B, N]` with the first state in
 * front, dh likewise; dq `[B, N]`. N is n rounded up to 4.
 */

/** gates holds b + x·U and becomes the gates; where the mask `[tau, B]` is 0, h stays as it was. @param Wru @param Wg packed */
export function gruResetBeforeForward(tau: i32, B: i32, n: i32, Wru: usize, Wg: usize, gates: usize, q: usize, h: usize, mask: usize): void {
  const N = (n + 3) & ~3;
  const row = <usize>N * F32, step = <usize>B * row;
  for (let t = 0; t < tau; t++, gates += 3 * step, q += step, h += step) {
    product(h, N, Wru, gates, 3 * N, B, 2 * N, N, 1);
    reset(B, n, N, gates, h, q);
    product(q, N, Wg, gates + 2 * row, 3 * N, B, N, N, 1);
    renew(B, n, N, gates, h, mask);
    if (mask) mask += <usize>B * F32;
  }
}

function reset(B: i32, n: i32, N: i32, gates: usize, h: usize, q: usize): void {
  const row = <usize>N * F32;
  for (let b = 0; b < B; b++, gates += 3 * row, h += row, q += row) {
    for (let at: usize = 0; at < row; at += VECTOR) {
      const r = sigmoid4(v128.load(gates + at));
      v128.store(gates + at, r);
      v128.store(gates + row + at, sigmoid4(v128.load(gates + row + at)));
      v128.store(q + at, f32x4.mul(r, v128.load(h + at)));
    }
    clearPadding(q, n, N);
  }
}

function renew(B: i32, n: i32, N: i32, gates: usize, h: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  for (let b = 0; b < B; b++, gates += 3 * row, h += row) {
    if (isMasked(mask, b)) {
      memory.copy(h + step, h, row);
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const u = v128.load(gates + row + at), g = tanh4(v128.load(gates + 2 * row + at));
      v128.store(gates + 2 * row + at, g);
      v128.store(h + step + at, fma(u, f32x4.sub(v128.load(h + at), g), g));
    }
    clearPadding(h + step, n, N);
  }
}

/**
 * From dh, which holds what comes from above and becomes ∂L/∂h⁽ᵗ⁾ by every path, to gates, which becomes ∂L/∂a.
 * @param Wrut @param Wgt packed transposes @param dq scratch
 */
export function gruResetBeforeBackward(
  tau: i32, B: i32, n: i32, Wrut: usize, Wgt: usize, gates: usize, h: usize, dh: usize, dq: usize, mask: usize,
): void {
  const N = (n + 3) & ~3;
  const row = <usize>N * F32, step = <usize>B * row;
  for (let t = tau - 1; t >= 0; t--) {
    const now = <usize>t * step;
    const gate = gates + 3 * now;
    const masked = mask ? mask + <usize>(t * B) * F32 : 0;
    differentiateRenewal(B, n, N, gate, h + now, dh + now, masked);
    product(gate + 2 * row, 3 * N, Wgt, dq, N, B, N, N, 0);
    differentiateReset(B, n, N, gate, h + now, dh + now, dq, masked);
    product(gate, 3 * N, Wrut, dh + now, N, B, N, 2 * N, 1);
  }
}

function differentiateRenewal(B: i32, n: i32, N: i32, gates: usize, h: usize, dh: usize, mask: usize): void {
  const row = <usize>N * F32, step = <usize>B * row;
  const one = ONE;
  for (let b = 0; b < B; b++, gates += 3 * row, h += row, dh += row) {
    if (isMasked(mask, b)) {
      memory.fill(gates, 0, 3 * row);
      for (let at = dh; at < dh + row; at += VECTOR) v128.store(at, f32x4.add(v128.load(at), v128.load(at + step)));
      continue;
    }
    for (let at: usize = 0; at < row; at += VECTOR) {
      const u = v128.load(gates + row + at), g = v128.load(gates + 2 * row + at);
      const above = flush(v128.load(dh + step + at)), open = f32x4.sub(one, u);
      v128.store(gates + 2 * row + at, flush(f32x4.mul(f32x4.mul(above, open), f32x4.sub(one, f32x4.mul(g, g)))));
      v128.store(gates + row + at, flush(f32x4.mul(f32x4.mul(above, f32x4.sub(v128.load(h + at), g)), f32x4.mul(u, open))));
      v128.store(dh + at, fma(above, u, v128.load(dh + at)));
    }
    clearPadding(gates + row, n, N);
    clearPadding(gates + 2 * row, n, N);
  }
}

function differentiateReset(B: i32, n: i32, N: i32, gates: usize, h: usize, dh: usize, dq: usize, mask: usize): void {
  const row = <usize>N * F32;
  const one = ONE;
  for (let b = 0; b < B; b++, gates += 3 * row, h += row, dh += row, dq += row) {
    if (isMasked(mask, b)) continue;
    for (let at: usize = 0; at < row; at += VECTOR) {
      const r = v128.load(gates + at), d = v128.load(dq + at);
      v128.store(gates + at, flush(f32x4.mul(f32x4.mul(d, v128.load(h + at)), f32x4.mul(r, f32x4.sub(one, r)))));
      v128.store(dh + at, fma(d, r, v128.load(dh + at)));
    }
    clearPadding(gates, n, N);
  }
}
