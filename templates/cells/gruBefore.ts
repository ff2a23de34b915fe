/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, sub, tanh, type Sizes } from 'unfold';

/**
 * Gated recurrent unit, the reset gate on h before the product with W, as the book has it (section 10.10.2; Cho et al. 2014).
 *
 *   r = σ(bᵣ + x⁽ᵗ⁾·Uᵣ + h⁽ᵗ⁻¹⁾·Wᵣ)                what of the past is read (10.47)
 *   u = σ(bᵤ + x⁽ᵗ⁾·Uᵤ + h⁽ᵗ⁻¹⁾·Wᵤ)                what stays (10.46)
 *   g = tanh(b_g + x⁽ᵗ⁾·U_g + (r ⊙ h⁽ᵗ⁻¹⁾)·W_g)     what is new
 *   h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ g                (10.45)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, 3 * n], initialiser: 'glorot', blocks: 3 },
    W: { shape: [n, 3 * n], initialiser: 'orthogonal', blocks: 3 },
    b: { shape: [3 * n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const [ar, au, ag] = split(add(b, matMul(x, U)), 3, 1);              // [B, n] each
    const [Wr, Wu, Wg] = split(W, 3, 1);                                 // [n, n] each
    const r = sigmoid(add(ar, matMul(before, Wr)));                      // [B, n]
    const u = sigmoid(add(au, matMul(before, Wu)));                      // [B, n]
    const read = mul(r, before);                                         // [B, n]
    const g = tanh(add(ag, matMul(read, Wg)));                           // [B, n]
    const h = add(mul(u, before), mul(sub(1, u), g));                    // [B, n]
    return { state: { h }, gates: { r, u, g } };
  },
}));
