/// <reference path="./unfold.d.ts" />
import { add, concat, defineCell, matMul, slice, tanh, type Sizes } from 'unfold';

/**
 * A skip connection through time (section 10.9.1): h of d steps before is read as well, through a matrix of its own.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W + h⁽ᵗ⁻ᵈ⁾·S
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)
 *
 * A cell knows one step back, so that it hands on what is older: past = [h⁽ᵗ⁻²⁾ … h⁽ᵗ⁻ᵈ⁾], side by side.
 * d is an option, from 2: { "kind": "./cells/NAME.ts", "delay": 2 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { delay: d = 2 } }: Sizes) => ({
  state: { h: n, past: (d - 1) * n },
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    W: { shape: [n, n], initialiser: 'orthogonal' },
    S: { shape: [n, n], initialiser: 'orthogonal' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, S, b }, { h: before, past }, x) {
    const earlier = slice(past, [0, (d - 2) * n]);                                       // h⁽ᵗ⁻ᵈ⁾, [B, n]
    const a = add(b, add(matMul(x, U), add(matMul(before, W), matMul(earlier, S))));     // [B, n]
    const h = tanh(a);                                                                   // [B, n]
    const handedOn = slice(concat([before, past], 1), [0, 0], [-1, (d - 1) * n]);        // [B, (d − 1)n]
    return { state: { h, past: handedOn } };
  },
}));
