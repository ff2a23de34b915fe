/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, tanh, type Sizes } from 'unfold';

/**
 * Long short-term memory (section 10.10.1; Hochreiter & Schmidhuber 1997).
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     of each of the four, side by side
 *   i = σ(aᵢ)                         (10.42)
 *   f = σ(a_f)                        (10.40)
 *   g = tanh(a_g)                     the new input, inside (10.41)
 *   o = σ(aₒ)                         (10.44)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g        (10.41)
 *   h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾)            (10.43)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, c: n },
  parameters: {
    U: { shape: [nX, 4 * n], initialiser: 'glorot', blocks: 4 },
    W: { shape: [n, 4 * n], initialiser: 'orthogonal', blocks: 4 },
    b: { shape: [4 * n], initialiser: { kind: 'constant', values: [0, 1, 0, 0] } },    // what is there is kept at first: b_f = 1
  },

  step({ U, W, b }, { h: before, c: kept }, x) {
    const a = add(b, add(matMul(x, U), matMul(before, W)));                            // [B, 4n]
    const [ai, af, ag, ao] = split(a, 4, 1);                                           // [B, n] each
    const [i, f, g, o] = [sigmoid(ai), sigmoid(af), tanh(ag), sigmoid(ao)];            // [B, n] each
    const c = add(mul(f, kept), mul(i, g));                                            // [B, n]
    const h = mul(o, tanh(c));                                                         // [B, n]
    return { state: { h, c }, gates: { i, f, g, o } };
  },
}));
