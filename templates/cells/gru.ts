/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, sub, tanh, type Sizes } from 'unfold';

/**
 * Gated recurrent unit (section 10.10.2; Cho et al. 2014), the reset gate after the product with W, as PyTorch has it.
 *
 *   u⁽ᵗ⁾ = σ(bᵤ + x⁽ᵗ⁾·Uᵤ + h⁽ᵗ⁻¹⁾·Wᵤ)                 what stays
 *   r⁽ᵗ⁾ = σ(bᵣ + x⁽ᵗ⁾·Uᵣ + h⁽ᵗ⁻¹⁾·Wᵣ)                 what of the past is read
 *   ñ⁽ᵗ⁾ = tanh(bₙ + x⁽ᵗ⁾·Uₙ + r ⊙ (h⁽ᵗ⁻¹⁾·Wₙ))       what is new
 *   h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ ñ
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, 3 * n], initialiser: 'glorot', blocks: 3 },
    W: { shape: [n, 3 * n], initialiser: 'orthogonal', blocks: 3 },
    b: { shape: [3 * n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const [xu, xr, xn] = split(add(b, matMul(x, U)), 3, 1);              // [B, n] each
    const [hu, hr, hn] = split(matMul(before, W), 3, 1);                 // [B, n] each
    const u = sigmoid(add(xu, hu));                                      // [B, n]
    const r = sigmoid(add(xr, hr));                                      // [B, n]
    const candidate = tanh(add(xn, mul(r, hn)));                         // [B, n]
    const h = add(mul(u, before), mul(sub(1, u), candidate));            // [B, n]
    return { state: { h }, gates: { u, r } };
  },
}));
