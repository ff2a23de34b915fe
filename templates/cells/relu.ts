/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, relu, type Sizes } from 'unfold';

/**
 * The plain recurrent network with rectified linear units (Le et al. 2015). W begins as the identity, so that h stays what it is until
 * something is learnt: the IRNN.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W
 *   h⁽ᵗ⁾ = max(0, a⁽ᵗ⁾)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'identity' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const a = add(b, add(matMul(x, U), matMul(before, W)));     // [B, n]
    const h = relu(a);                                          // [B, n]
    return { state: { h } };
  },
}));
