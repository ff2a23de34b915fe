/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mean, mul, rsqrt, sigmoid, split, square, sub, tanh, type Sizes, type Tensor } from 'unfold';

/**
 * LSTM with layer normalisation (Ba et al. 2016, equations 20 to 22).
 *
 *   LN(z; γ) = γ ⊙ (z − mean(z)) / √(var(z) + ε)       over the units of one sequence at one t
 *   a⁽ᵗ⁾ = b + LN(x⁽ᵗ⁾·U; γU) + LN(h⁽ᵗ⁻¹⁾·W; γW)       of each of the four, side by side
 *   i = σ(aᵢ)   f = σ(a_f)   g = tanh(a_g)   o = σ(aₒ)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g
 *   h⁽ᵗ⁾ = o ⊙ tanh(βc + LN(c⁽ᵗ⁾; γc))
 */
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, c: n },
  parameters: {
    U: { shape: [nX, 4 * n], initialiser: 'glorot', blocks: 4 },
    W: { shape: [n, 4 * n], initialiser: 'orthogonal', blocks: 4 },
    b: { shape: [4 * n], initialiser: { kind: 'constant', values: [0, 1, 0, 0] } },    // what is there is kept at first: b_f = 1
    gammaU: { shape: [4 * n], initialiser: { kind: 'constant', values: [1] } },
    gammaW: { shape: [4 * n], initialiser: { kind: 'constant', values: [1] } },
    gammaC: { shape: [n], initialiser: { kind: 'constant', values: [1] } },
    betaC: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, W, b, gammaU, gammaW, gammaC, betaC }, { h: before, c: kept }, x) {
    const a = add(b, add(LN(matMul(x, U), gammaU), LN(matMul(before, W), gammaW)));    // [B, 4n]
    const [ai, af, ag, ao] = split(a, 4, 1);                                           // [B, n] each
    const [i, f, g, o] = [sigmoid(ai), sigmoid(af), tanh(ag), sigmoid(ao)];            // [B, n] each
    const c = add(mul(f, kept), mul(i, g));                                            // [B, n]
    const h = mul(o, tanh(add(betaC, LN(c, gammaC))));                                 // [B, n]
    return { state: { h, c }, gates: { i, f, g, o } };
  },
}));

/** LN(z; γ) of each row of z, [B, m]. */
function LN(z: Tensor, gamma: Tensor) {
  const centred = sub(z, mean(z, 1, true));                                            // [B, m]
  const variance = mean(square(centred), 1, true);                                     // [B, 1]
  return mul(gamma, mul(centred, rsqrt(add(variance, 1e-5))));                         // [B, m]
}
