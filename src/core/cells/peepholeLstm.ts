import { add, matMul, mul, sigmoid, split, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { gateBias } from './gateBias.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * LSTM whose gates see the cell state (Gers & Schmidhuber 2000, doi:10.1109/IJCNN.2000.861302): each unit its own, so that the
 * peepholes p are vectors. i and f see the old c, o sees the new one. Letters as in lstm.ts.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     of each of the four, side by side
 *   i = σ(aᵢ + pᵢ ⊙ c⁽ᵗ⁻¹⁾)
 *   f = σ(a_f + p_f ⊙ c⁽ᵗ⁻¹⁾)
 *   g = tanh(a_g)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g
 *   o = σ(aₒ + pₒ ⊙ c⁽ᵗ⁾)
 *   h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾)
 */
export function peepholeLstm(spec: CellSpec & { kind: 'peepholeLstm' }, nX: number, n: number): Cell {
  return {
    kind: 'peepholeLstm', inputSize: nX, hiddenSize: n, stateSizes: { h: n, c: n },
    parameters: [
      { name: 'U', shape: [nX, 4 * n], initialiser: { kind: 'glorot', blocks: 4 } },
      { name: 'W', shape: [n, 4 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 4) },
      { name: 'b', shape: [4 * n], initialiser: gateBias(spec, ['i', 'f', 'g', 'o']) },
      { name: 'p', shape: [3 * n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, W, b, p } = parameters as PeepholeParameters;
      const a = add<Tensor2D>(b, add(matMul(x, U), matMul(state.h!, W)));   // [B, 4n]
      const [ai, af, ag, ao] = split(a, 4, 1) as Four<Tensor2D>;            // [B, n] each
      const [pi, pf, po] = split(p, 3) as Three<Tensor1D>;                  // [n] each
      const i = sigmoid(add<Tensor2D>(ai, mul(pi, state.c!)));              // [B, n]
      const f = sigmoid(add<Tensor2D>(af, mul(pf, state.c!)));              // [B, n]
      const g = tanh(ag);                                                   // [B, n]
      const c = add<Tensor2D>(mul(f, state.c!), mul(i, g));                 // [B, n]
      const o = sigmoid(add<Tensor2D>(ao, mul(po, c)));                     // [B, n]
      const h = mul<Tensor2D>(o, tanh(c));                                  // [B, n]
      return { state: { h, c }, output: h, gates: { i, f, g, o } };
    },
  };
}

type PeepholeParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D; p: Tensor1D };
type Four<T> = [T, T, T, T];
type Three<T> = [T, T, T];
