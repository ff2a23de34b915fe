/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, sigmoid, split, tanh, type Sizes } from 'unfold';

/**
 * LSTM whose gates see the cell state (Gers & Schmidhuber 2000): each unit its own, so that the peepholes p are vectors. i and f see the
 * old c, o sees the new one.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     of each of the four, side by side
 *   i = σ(aᵢ + pᵢ ⊙ c⁽ᵗ⁻¹⁾)
 *   f = σ(a_f + p_f ⊙ c⁽ᵗ⁻¹⁾)
 *   g = tanh(a_g)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g
 *   o = σ(aₒ + pₒ ⊙ c⁽ᵗ⁾)
 *   h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾)
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, c: n },
  parameters: {
    U: { shape: [nX, 4 * n], initialiser: 'glorot', blocks: 4 },
    W: { shape: [n, 4 * n], initialiser: 'orthogonal', blocks: 4 },
    b: { shape: [4 * n], initialiser: { kind: 'constant', values: [0, 1, 0, 0] } },    // what is there is kept at first: b_f = 1
    p: { shape: [3 * n], initialiser: 'zeros' },
  },

  step({ U, W, b, p }, { h: before, c: kept }, x) {
    const a = add(b, add(matMul(x, U), matMul(before, W)));                            // [B, 4n]
    const [ai, af, ag, ao] = split(a, 4, 1);                                           // [B, n] each
    const [pi, pf, po] = split(p, 3);                                                  // [n] each
    const i = sigmoid(add(ai, mul(pi, kept)));                                         // [B, n]
    const f = sigmoid(add(af, mul(pf, kept)));                                         // [B, n]
    const g = tanh(ag);                                                                // [B, n]
    const c = add(mul(f, kept), mul(i, g));                                            // [B, n]
    const o = sigmoid(add(ao, mul(po, c)));                                            // [B, n]
    const h = mul(o, tanh(c));                                                         // [B, n]
    return { state: { h, c }, gates: { i, f, g, o } };
  },
}));
