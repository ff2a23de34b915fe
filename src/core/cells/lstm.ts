import { add, matMul, mul, sigmoid, split, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { gateBias } from './gateBias.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735; forget gate: Gers et al. 2000).
 * The letters are PyTorch's; the book calls i → g (external input gate), o → q (output gate), c → s.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W     of each of the four, side by side
 *   i = σ(aᵢ)                         (10.42)
 *   f = σ(a_f)                        (10.40)
 *   g = tanh(a_g)                     the new input, inside (10.41), where the book writes σ
 *   o = σ(aₒ)                         (10.44)
 *   c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g        (10.41)
 *   h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾)            (10.43)
 */
export function lstm(spec: CellSpec & { kind: 'lstm' }, nX: number, n: number): Cell {
  return {
    kind: 'lstm', inputSize: nX, hiddenSize: n, stateSizes: { h: n, c: n },
    parameters: [
      { name: 'U', shape: [nX, 4 * n], initialiser: { kind: 'glorot', blocks: 4 } },
      { name: 'W', shape: [n, 4 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 4) },
      { name: 'b', shape: [4 * n], initialiser: gateBias(spec, ['i', 'f', 'g', 'o']) },
    ],

    step(parameters, state, x) {
      const { U, W, b } = parameters as LstmParameters;
      const a = add<Tensor2D>(b, add(matMul(x, U), matMul(state.h!, W)));   // [B, 4n]
      const [ai, af, ag, ao] = split(a, 4, 1) as Four<Tensor2D>;            // [B, n] each
      const i = sigmoid(ai);                                                // [B, n]
      const f = sigmoid(af);                                                // [B, n]
      const g = tanh(ag);                                                   // [B, n]
      const o = sigmoid(ao);                                                // [B, n]
      const c = add<Tensor2D>(mul(f, state.c!), mul(i, g));                 // [B, n]
      const h = mul<Tensor2D>(o, tanh(c));                                  // [B, n]
      return { state: { h, c }, output: h, gates: { i, f, g, o } };
    },
  };
}

type LstmParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
type Four<T> = [T, T, T, T];
