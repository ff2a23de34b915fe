/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, reshape, sub, tanh, tensor1d, type Sizes } from 'unfold';

/**
 * Leaky units on several time scales (section 10.9.2): each has an α of its own, by time constants T spread evenly on a logarithmic scale.
 *
 *   T = from · (to/from)^(unit/(n − 1))
 *   α = exp(−1/T)
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W
 *   h⁽ᵗ⁾ = α ⊙ h⁽ᵗ⁻¹⁾ + (1 − α) ⊙ tanh(a⁽ᵗ⁾)
 *
 * The shortest and the longest T, in steps, are options: { "kind": "./cells/NAME.ts", "from": 1, "to": 100 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { from = 1, to = 100 } }: Sizes) => {
  const T = Array.from({ length: n }, (_, unit) => from * (to / from) ** (unit / Math.max(1, n - 1)));
  return {
    parameters: {
      U: { shape: [nX, n], initialiser: 'glorot' },
      W: { shape: [n, n], initialiser: 'orthogonal' },
      b: { shape: [n], initialiser: 'zeros' },
    },

    step({ U, W, b }, { h: before }, x) {
      const alpha = reshape(tensor1d(T.map(steps => Math.exp(-1 / steps))), [1, n]);     // [1, n]
      const a = add(b, add(matMul(x, U), matMul(before, W)));                            // [B, n]
      const h = add(mul(alpha, before), mul(sub(1, alpha), tanh(a)));                    // [B, n]
      return { state: { h }, gates: { alpha } };
    },
  };
});
