/// <reference path="./unfold.d.ts" />
import { add, concat, defineCell, matMul, slice, tanh, type Sizes } from 'unfold';

/**
 * Time-delay network (the opening of chapter 10; Lang & Hinton 1988; Waibel et al. 1989): a causal convolution over time with a kernel of k
 * and a dilation of d. It reads no h.
 *
 *   h⁽ᵗ⁾ = tanh(b + Σᵢ x⁽ᵗ⁻ⁱᵈ⁾·Uᵢ)     i = 0 … k − 1; before the first step x is zero
 *
 * U is U₀ above U₁ above …, so that the sum is one product. A cell is given one x, so that it hands on what it read before:
 * past = [x⁽ᵗ⁻¹⁾, x⁽ᵗ⁻²⁾, …], side by side. k, from 2, and d are options: { "kind": "./cells/NAME.ts", "kernel": 3, "dilation": 1 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { kernel: k = 3, dilation: d = 1 } }: Sizes) => ({
  state: { h: n, past: (k - 1) * d * nX },
  parameters: {
    U: { shape: [k * nX, n], taps: k, initialiser: 'glorot' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, b }, { past }, x) {
    const all = concat([x, past], 1);                                                    // x⁽ᵗ⁾, x⁽ᵗ⁻¹⁾, …
    const xs = Array.from({ length: k }, (_, i) => slice(all, [0, i * d * nX], [-1, nX]));      // x⁽ᵗ⁾, x⁽ᵗ⁻ᵈ⁾, …, [B, nX] each
    const h = tanh(add(b, matMul(concat(xs, 1), U)));                                    // [B, n]
    const handedOn = slice(all, [0, 0], [-1, (k - 1) * d * nX]);                         // [B, (k − 1)·d·nX]
    return { state: { h, past: handedOn } };
  },
}));
