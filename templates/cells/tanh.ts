/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, tanh, type Sizes } from 'unfold';

/**
 * The plain recurrent network.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     (10.8)
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)                (10.9)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'orthogonal' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const a = add(b, add(matMul(x, U), matMul(before, W)));     // [B, n]
    const h = tanh(a);                                          // [B, n]
    return { state: { h } };
  },
}));
