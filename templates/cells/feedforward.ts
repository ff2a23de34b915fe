/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, tanh, type Sizes } from 'unfold';

/**
 * A feedforward layer, the same at each step (section 10.7): a time-delay network with a kernel of 1. Nothing goes from step to step.
 *
 *   h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, b }, _, x) {
    const h = tanh(add(b, matMul(x, U)));     // [B, n]
    return { state: { h } };
  },
}));
