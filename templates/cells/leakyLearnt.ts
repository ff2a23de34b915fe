/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, reshape, sigmoid, sub, tanh, type Sizes } from 'unfold';

/**
 * Leaky units (section 10.9.2), each of which learns how much of its old state stays.
 *
 *   α = σ(aAlpha)
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W
 *   h⁽ᵗ⁾ = α ⊙ h⁽ᵗ⁻¹⁾ + (1 − α) ⊙ tanh(a⁽ᵗ⁾)
 *
 * The α of all units at first is an option: { "kind": "./cells/NAME.ts", "alpha": 0.9 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { alpha: first = 0.9 } }: Sizes) => ({
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'orthogonal' },
    b: { shape: [n], initialiser: 'zeros' },
    aAlpha: { shape: [n], initialiser: { kind: 'constant', values: [logit(first)] } },
  },

  step({ U, W, b, aAlpha }, { h: before }, x) {
    const alpha = reshape(sigmoid(aAlpha), [1, n]);                      // [1, n]
    const a = add(b, add(matMul(x, U), matMul(before, W)));              // [B, n]
    const h = add(mul(alpha, before), mul(sub(1, alpha), tanh(a)));      // [B, n]
    return { state: { h }, gates: { alpha } };
  },
}));

/** The aAlpha of a unit that begins with an α. */
const logit = (alpha: number) => Math.log(alpha / (1 - alpha));
