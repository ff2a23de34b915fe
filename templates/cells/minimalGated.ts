/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, sub, tanh, type Sizes } from 'unfold';

/**
 * Minimal gated unit (Zhou et al. 2016): one gate f, which is the reset gate of a GRU and, as 1 − f, its update gate.
 *
 *   f = σ(b_f + x⁽ᵗ⁾·U_f + h⁽ᵗ⁻¹⁾·W_f)              what of the past is read, and how much is new
 *   g = tanh(b_g + x⁽ᵗ⁾·U_g + (f ⊙ h⁽ᵗ⁻¹⁾)·W_g)     what is new
 *   h⁽ᵗ⁾ = (1 − f) ⊙ h⁽ᵗ⁻¹⁾ + f ⊙ g
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, 2 * n], initialiser: 'glorot', blocks: 2 },
    W: { shape: [n, 2 * n], initialiser: 'orthogonal', blocks: 2 },
    b: { shape: [2 * n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const [af, ag] = split(add(b, matMul(x, U)), 2, 1);                  // [B, n] each
    const [Wf, Wg] = split(W, 2, 1);                                     // [n, n] each
    const f = sigmoid(add(af, matMul(before, Wf)));                      // [B, n]
    const read = mul(f, before);                                         // [B, n]
    const g = tanh(add(ag, matMul(read, Wg)));                           // [B, n]
    const h = add(mul(sub(1, f), before), mul(f, g));                    // [B, n]
    return { state: { h }, gates: { f, g } };
  },
}));
