import { add, addN, matMul, mul, sigmoid, split, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import { placesOf } from '../spec/places.ts';
import type { Cell } from './cell.ts';
import { gateBias } from './gateBias.ts';
import { plus } from './plus.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * The N-ary Tree-LSTM (Tai et al. 2015, arXiv:1503.00075, equations 9 to 14), for trees whose nodes have up to N = `arity` children,
 * told apart by their place. Letters as in lstm.ts; hₖ and cₖ are those of the k-th child:
 *
 *   i = σ(bᵢ + x·Uᵢ + Σₗ hₗ·Wₗᵢ)
 *   fₖ = σ(b_f + x·U_f + Σₗ hₗ·Wₗₖ)     one for each child, which sees them all
 *   g = tanh(b_g + x·U_g + Σₗ hₗ·Wₗ_g)
 *   o = σ(bₒ + x·Uₒ + Σₗ hₗ·Wₗₒ)
 *   c = i ⊙ g + Σₖ fₖ ⊙ cₖ
 *   h = o ⊙ tanh(c)
 *
 * W1, W2, … hold the matrices of one child each, those to i, f₁ … f_N, g and o side by side. With one child it is the LSTM.
 */
export function naryTreeLstm(spec: CellSpec & { kind: 'treeLstm' }, nX: number, n: number): Cell {
  const W = placesOf(spec.arity);
  const blocks = spec.arity + 3;
  return {
    kind: 'naryTreeLstm', inputSize: nX, hiddenSize: n, stateSizes: { h: n, c: n }, ofTrees: true,
    parameters: [
      { name: 'U', shape: [nX, 4 * n], initialiser: { kind: 'glorot', blocks: 4 } },
      ...W.map((name) => ({ name, shape: [n, blocks * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, blocks) })),
      { name: 'b', shape: [4 * n], initialiser: gateBias({ ...spec, chrono: 0 }, ['i', 'f', 'g', 'o']) },
    ],

    step(parameters, _, x, { children = [] }) {
      const { U, b } = parameters as NaryParameters;
      const [xi, xf, xg, xo] = split<Tensor2D>(add<Tensor2D>(b, matMul(x, U)), 4, 1) as Four<Tensor2D>;    // [nodes, n] each
      const below = children.map((child, k) => matMul(child.h!, parameters[W[k]!] as Tensor2D));           // [nodes, (N + 3)·n] each
      const sums = below.length > 0 ? split<Tensor2D>(addN(below), blocks, 1) : [];                        // [nodes, n] each
      const [si, sf, sg, so] = [sums[0], sums.slice(1, -2), sums.at(-2), sums.at(-1)];
      const i = sigmoid(plus(xi, si));                                                                     // [nodes, n]
      const f = children.map((_, k) => sigmoid(plus(xf, sf[k])));                                          // [nodes, n] each
      const g = tanh(plus(xg, sg));                                                                        // [nodes, n]
      const o = sigmoid(plus(xo, so));                                                                     // [nodes, n]
      const c = children.reduce((c, child, k) => add(c, mul(f[k]!, child.c!)), mul<Tensor2D>(i, g));       // [nodes, n]
      const h = mul<Tensor2D>(o, tanh(c));                                                                 // [nodes, n]
      return { state: { h, c }, output: h, gates: { i, g, o }, childGates: { f } };
    },
  };
}

type NaryParameters = { U: Tensor2D; b: Tensor1D };
type Four<T> = [T, T, T, T];
