import { add, addN, matMul, mul, sigmoid, split, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { gateBias } from './gateBias.ts';
import { plus } from './plus.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * The child-sum Tree-LSTM (Tai et al. 2015, arXiv:1503.00075, equations 2 to 8), for trees whose nodes may have any number of children
 * whose order does not matter. Letters as in lstm.ts; hₖ and cₖ are those of the k-th child:
 *
 *   h̃ = Σₖ hₖ
 *   i = σ(bᵢ + x·Uᵢ + h̃·Wᵢ)
 *   fₖ = σ(b_f + x·U_f + hₖ·W_f)     one for each child
 *   g = tanh(b_g + x·U_g + h̃·W_g)
 *   o = σ(bₒ + x·Uₒ + h̃·Wₒ)
 *   c = i ⊙ g + Σₖ fₖ ⊙ cₖ
 *   h = o ⊙ tanh(c)
 *
 * W holds Wᵢ, W_g, Wₒ side by side; W_f is apart.
 */
export function childSumTreeLstm(spec: CellSpec & { kind: 'treeLstm' }, nX: number, n: number): Cell {
  return {
    kind: 'childSumTreeLstm', inputSize: nX, hiddenSize: n, stateSizes: { h: n, c: n }, ofTrees: true,
    parameters: [
      { name: 'U', shape: [nX, 4 * n], initialiser: { kind: 'glorot', blocks: 4 } },
      { name: 'W', shape: [n, 3 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 3) },
      { name: 'Wf', shape: [n, n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 1) },
      { name: 'b', shape: [4 * n], initialiser: gateBias({ ...spec, chrono: 0 }, ['i', 'f', 'g', 'o']) },
    ],

    step(parameters, _, x, { children = [] }) {
      const { U, W, Wf, b } = parameters as ChildSumParameters;
      const [xi, xf, xg, xo] = split<Tensor2D>(add<Tensor2D>(b, matMul(x, U)), 4, 1) as Four<Tensor2D>;  // [nodes, n] each
      const sum = children.length > 0 ? addN(children.map(({ h }) => h!)) : undefined;                  // [nodes, n], h̃
      const [si, sg, so] = sum ? split<Tensor2D>(matMul(sum, W), 3, 1) : [];                            // [nodes, n] each
      const i = sigmoid(plus(xi, si));                                                                  // [nodes, n]
      const f = children.map(({ h }) => sigmoid(add<Tensor2D>(xf, matMul(h!, Wf))));                    // [nodes, n] each
      const g = tanh(plus(xg, sg));                                                                     // [nodes, n]
      const o = sigmoid(plus(xo, so));                                                                  // [nodes, n]
      const c = children.reduce((c, child, k) => add(c, mul(f[k]!, child.c!)), mul<Tensor2D>(i, g));    // [nodes, n]
      const h = mul<Tensor2D>(o, tanh(c));                                                              // [nodes, n]
      return { state: { h, c }, output: h, gates: { i, g, o }, childGates: { f } };
    },
  };
}

type ChildSumParameters = { U: Tensor2D; W: Tensor2D; Wf: Tensor2D; b: Tensor1D };
type Four<T> = [T, T, T, T];
