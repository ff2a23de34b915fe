import { add, matMul, mean, mul, rsqrt, sigmoid, split, square, sub, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { gateBias } from './gateBias.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * LSTM with layer normalisation (Ba et al. 2016, arXiv:1607.06450, equations 20 to 22). Letters as in lstm.ts.
 *
 *   LN(z; γ) = γ ⊙ (z − mean(z)) / √(var(z) + ε)            over the units of one sequence at one t
 *   a⁽ᵗ⁾ = b + LN(x⁽ᵗ⁾·U; γU) + LN(h⁽ᵗ⁻¹⁾·W; γW)            of the four gates, side by side
 *   i = σ(aᵢ)   f = σ(a_f)   g = tanh(a_g)   o = σ(aₒ)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g
 *   h⁽ᵗ⁾ = o ⊙ tanh(βc + LN(c⁽ᵗ⁾; γc))
 *
 * b is what remains of the paper's b and two β, which only occur as a sum. ε is 10⁻⁵, as PyTorch has it. Of numbers that are all alike,
 * as where zeros are read and nothing is remembered yet, LN has the slope 1/√ε = 316: a gradient through many such steps in a row is
 * as large as it says, and leaves the range of float32 after some nine.
 */
export function layerNormLstm(spec: CellSpec & { kind: 'layerNormLstm' }, nX: number, n: number): Cell {
  return {
    kind: 'layerNormLstm', inputSize: nX, hiddenSize: n, stateSizes: { h: n, c: n },
    parameters: [
      { name: 'U', shape: [nX, 4 * n], initialiser: { kind: 'glorot', blocks: 4 } },
      { name: 'W', shape: [n, 4 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 4) },
      { name: 'b', shape: [4 * n], initialiser: gateBias(spec, ['i', 'f', 'g', 'o']) },
      { name: 'gammaU', shape: [4 * n], initialiser: ones },
      { name: 'gammaW', shape: [4 * n], initialiser: ones },
      { name: 'gammaC', shape: [n], initialiser: ones },
      { name: 'betaC', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, W, b, gammaU, gammaW, gammaC, betaC } = parameters as LayerNormParameters;
      const normalised = add(normalise(matMul(x, U), gammaU), normalise(matMul(state.h!, W), gammaW)); // [B, 4n]
      const [ai, af, ag, ao] = split(add<Tensor2D>(b, normalised), 4, 1) as Four<Tensor2D>; // [B, n] each
      const i = sigmoid(ai);                                                // [B, n]
      const f = sigmoid(af);                                                // [B, n]
      const g = tanh(ag);                                                   // [B, n]
      const o = sigmoid(ao);                                                // [B, n]
      const c = add<Tensor2D>(mul(f, state.c!), mul(i, g));                 // [B, n]
      const h = mul<Tensor2D>(o, tanh(add(betaC, normalise(c, gammaC))));   // [B, n]
      return { state: { h, c }, output: h, gates: { i, f, g, o } };
    },
  };
}

/** LN(z; γ) of each row. @param z `[B, m]` @param gamma `[m]` */
function normalise(z: Tensor2D, gamma: Tensor1D): Tensor2D {
  const centred = sub<Tensor2D>(z, mean(z, 1, true));                       // [B, m]
  const variance = mean(square(centred), 1, true);                          // [B, 1]
  return mul<Tensor2D>(gamma, mul(centred, rsqrt(add(variance, epsilon)))); // [B, m]
}

const epsilon = 1e-5;
const ones = { kind: 'constant', values: [1] } as const;

type LayerNormParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D; gammaU: Tensor1D; gammaW: Tensor1D; gammaC: Tensor1D; betaC: Tensor1D };
type Four<T> = [T, T, T, T];
