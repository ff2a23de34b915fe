/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, type Sizes } from 'unfold';

/**
 * A cell of your own: what h is after a step, from x and from h before it. Write the equation here, and the step below in the same letters.
 *
 *   h⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'orthogonal' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const h = add(b, add(matMul(x, U), matMul(before, W)));     // [B, n]
    return { state: { h } };
  },
}));
