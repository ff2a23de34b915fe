import { add, matMul, mul, sigmoid, split, sub, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { gateBias } from './gateBias.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * LSTM with input and forget gate coupled, i = 1 − f (Greff et al. 2017, doi:10.1109/TNNLS.2016.2582924): what is forgotten makes
 * room for what comes in, and a quarter of the weights is saved. Letters as in lstm.ts.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     of each of the three, side by side
 *   f = σ(a_f)
 *   g = tanh(a_g)
 *   o = σ(aₒ)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + (1 − f) ⊙ g
 *   h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾)
 */
export function coupledLstm(spec: CellSpec & { kind: 'coupledLstm' }, nX: number, n: number): Cell {
  return {
    kind: 'coupledLstm', inputSize: nX, hiddenSize: n, stateSizes: { h: n, c: n },
    parameters: [
      { name: 'U', shape: [nX, 3 * n], initialiser: { kind: 'glorot', blocks: 3 } },
      { name: 'W', shape: [n, 3 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 3) },
      { name: 'b', shape: [3 * n], initialiser: gateBias(spec, ['f', 'g', 'o']) },
    ],

    step(parameters, state, x) {
      const { U, W, b } = parameters as CoupledParameters;
      const a = add<Tensor2D>(b, add(matMul(x, U), matMul(state.h!, W)));   // [B, 3n]
      const [af, ag, ao] = split(a, 3, 1) as Three<Tensor2D>;               // [B, n] each
      const f = sigmoid(af);                                                // [B, n]
      const g = tanh(ag);                                                   // [B, n]
      const o = sigmoid(ao);                                                // [B, n]
      const c = add<Tensor2D>(mul(f, state.c!), mul(sub(1, f), g));         // [B, n]
      const h = mul<Tensor2D>(o, tanh(c));                                  // [B, n]
      return { state: { h, c }, output: h, gates: { f, g, o } };
    },
  };
}

type CoupledParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
type Three<T> = [T, T, T];
