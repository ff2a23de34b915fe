/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, tanh, type Sizes } from 'unfold';

/**
 * A skip connection through time (section 10.9.1): h of two steps before is read as well, through a matrix of its own.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W + h⁽ᵗ⁻²⁾·S
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)
 *
 * A cell knows one step back, so that it hands h of the step before on under another name.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, earlier: n },
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'orthogonal' },
    S: { shape: [n, n], initialiser: 'orthogonal' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, S, b }, { h: before, earlier }, x) {
    const a = add(b, add(matMul(x, U), add(matMul(before, W), matMul(earlier, S))));     // [B, n]
    const h = tanh(a);                                                                   // [B, n]
    return { state: { h, earlier: before } };
  },
}));
