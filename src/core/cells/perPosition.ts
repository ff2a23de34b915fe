import { add, matMul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts, inputMatrices } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';

/**
 * What a recurrent network is compared with at the opening of chapter 10: a feedforward network that reads the whole sequence, with
 * parameters of its own for each position.
 *
 *   a⁽ᵗ⁾ = a⁽ᵗ⁻¹⁾ + x⁽ᵗ⁾·U⁽ᵗ⁾     so that a⁽ᵗ⁾ = [x⁽¹⁾, …, x⁽ᵗ⁾]·[U⁽¹⁾; …; U⁽ᵗ⁾]
 *   h⁽ᵗ⁾ = tanh(b + a⁽ᵗ⁾)
 *
 * Nothing is shared over time but the bias: `U.0` is that of the first step of a window. Which step it is says the context's t, so it
 * is for whole sequences, read forward.
 */
export function perPosition(spec: CellSpec & { kind: 'perPosition' }, nX: number, n: number): Cell {
  const matrices = inputMatrices(cellFacts(spec));
  const limit = Math.sqrt(6 / (spec.positions * nX + n));
  return {
    kind: 'perPosition', inputSize: nX, hiddenSize: n, stateSizes: { h: n, a: n },
    parameters: [
      ...matrices.map((name) => ({ name, shape: [nX, n], initialiser: { kind: 'uniform', limit } } as const)),
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x, { t }) {
      const U = parameters[`U.${t}`] as Tensor2D | undefined;
      if (U === undefined) throw new Error(`There are parameters for ${spec.positions} positions, and none for position ${t + 1}.`);
      const a = add<Tensor2D>(state['a']!, matMul(x, U));                    // [B, n]
      const h = tanh(add<Tensor2D>(parameters['b'] as Tensor1D, a));         // [B, n]
      return { state: { h, a }, output: h };
    },
  };
}
