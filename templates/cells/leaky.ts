/// <reference path="./unfold.d.ts" />
import { add, defineCell, fill, matMul, mul, tanh, type Sizes } from 'unfold';

/**
 * Leaky units (section 10.9.2): α of the old state stays.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W
 *   h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(a⁽ᵗ⁾)
 *
 * α is an option: { "kind": "./cells/NAME.ts", "alpha": 0.9 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { alpha = 0.9 } }: Sizes) => ({
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'orthogonal' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, b }, { h: before }, x) {
    const a = add(b, add(matMul(x, U), matMul(before, W)));              // [B, n]
    const h = add(mul(alpha, before), mul(1 - alpha, tanh(a)));          // [B, n]
    return { state: { h }, gates: { alpha: fill([1, n], alpha) } };
  },
}));
