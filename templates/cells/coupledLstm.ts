/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, sub, tanh, type Sizes } from 'unfold';

/**
 * LSTM with input and forget gate coupled, i = 1 − f (Greff et al. 2017): what is forgotten makes room for what comes in.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     of each of the three, side by side
 *   f = σ(a_f)
 *   g = tanh(a_g)
 *   o = σ(aₒ)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + (1 − f) ⊙ g
 *   h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, c: n },
  parameters: {
    U: { shape: [nX, 3 * n], initialiser: 'glorot', blocks: 3 },
    W: { shape: [n, 3 * n], initialiser: 'orthogonal', blocks: 3 },
    b: { shape: [3 * n], initialiser: { kind: 'constant', values: [1, 0, 0] } },       // what is there is kept at first: b_f = 1
  },

  step({ U, W, b }, { h: before, c: kept }, x) {
    const a = add(b, add(matMul(x, U), matMul(before, W)));                            // [B, 3n]
    const [af, ag, ao] = split(a, 3, 1);                                               // [B, n] each
    const [f, g, o] = [sigmoid(af), tanh(ag), sigmoid(ao)];                            // [B, n] each
    const c = add(mul(f, kept), mul(sub(1, f), g));                                    // [B, n]
    const h = mul(o, tanh(c));                                                         // [B, n]
    return { state: { h, c }, gates: { f, g, o } };
  },
}));
