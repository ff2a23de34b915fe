/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, sub, tanh, type Sizes } from 'unfold';

/**
 * Gated recurrent unit (section 10.10.2; Cho et al. 2014), the reset gate after the product with W, as PyTorch has it.
 *
 *   r = σ(bᵣ + x⁽ᵗ⁾·Uᵣ + h⁽ᵗ⁻¹⁾·Wᵣ)                    what of the past is read (10.47)
 *   u = σ(bᵤ + x⁽ᵗ⁾·Uᵤ + h⁽ᵗ⁻¹⁾·Wᵤ)                    what stays (10.46)
 *   g = tanh(b_g + x⁽ᵗ⁾·U_g + r ⊙ (bW + h⁽ᵗ⁻¹⁾·W_g))    what is new
 *   h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ g                    (10.45)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, 3 * n], initialiser: 'glorot', blocks: 3 },
    W: { shape: [n, 3 * n], initialiser: 'orthogonal', blocks: 3 },
    b: { shape: [3 * n], initialiser: 'zeros' },
    bW: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, b, bW }, { h: before }, x) {
    const [ar, au, ag] = split(add(b, matMul(x, U)), 3, 1);              // [B, n] each
    const [hr, hu, hg] = split(matMul(before, W), 3, 1);                 // [B, n] each
    const r = sigmoid(add(ar, hr));                                      // [B, n]
    const u = sigmoid(add(au, hu));                                      // [B, n]
    const g = tanh(add(ag, mul(r, add(bW, hg))));                        // [B, n]
    const h = add(mul(u, before), mul(sub(1, u), g));                    // [B, n]
    return { state: { h }, gates: { r, u, g } };
  },
}));
