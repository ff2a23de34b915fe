import { add, matMul, mul, step as heaviside, sub, tanh, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Clockwork network (section 10.9.3; Koutník et al. 2014, arXiv:1402.3511): units in modules, module i with the period Tᵢ.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·(W ⊙ M)     M is 1 from module j to module i where Tⱼ ≥ Tᵢ, else 0
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)                       in the modules with t mod T = 0; the others keep h⁽ᵗ⁻¹⁾
 *
 * A slow module is not disturbed by a fast one. With the periods in ascending order W is block lower triangular here, where h is a
 * row (the paper's, where h is a column, is upper). What M takes away is zero from the start and has no gradient, so it stays zero.
 *
 * Time is counted in the state, by each unit: its clock is the number of steps since it was last due. So a stream that goes on, a
 * segment of truncated back-propagation and a padded sequence go on with the time they had, and t has no end.
 */
export function clockwork(spec: CellSpec & { kind: 'clockwork' }, nX: number, n: number): Cell {
  const periods = Array.from({ length: n }, (_, unit) => spec.periods[Math.floor((unit * spec.periods.length) / n)]!);
  const keeps = (from: number, to: number): boolean => periods[from]! >= periods[to]!;
  return {
    kind: 'clockwork', inputSize: nX, hiddenSize: n, stateSizes: { h: n, clock: n },
    parameters: [
      { name: 'U', shape: [nX, n], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'W', shape: [n, n], initialiser: { kind: 'masked', of: recurrentInitialiser(spec.recurrentInitialiser, n, 1), keeps } },
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],
    constants: { T: periods },

    step(parameters, state, x) {
      const { U, W, b } = parameters as ClockworkParameters;
      const { h, clock } = state as { h: Tensor2D; clock: Tensor2D };
      const M = tensor2d(Array.from({ length: n * n }, (_, i) => Number(keeps(Math.floor(i / n), i % n))), [n, n]); // [n, n]
      const a = add<Tensor2D>(b, add(matMul(x, U), matMul(h, mul<Tensor2D>(W, M)))); // [B, n]
      const due = heaviside(sub<Tensor2D>(1, clock));                                // [B, n], 1 where the clock is at 0, else 0
      const next = add<Tensor2D>(mul(due, tanh(a)), mul(sub(1, due), h));            // [B, n]
      const T = tensor2d(periods, [1, n]);                                           // [1, n]
      const later = add<Tensor2D>(clock, 1);                                         // [B, n]
      // Modulo T, in whole numbers: on WebGL `mod` fills up textures with NaN.
      const begun = sub<Tensor2D>(later, mul(T, heaviside(sub(add(later, 1), T))));  // [B, n]
      return { state: { h: next, clock: begun }, output: next, gates: { due } };
    },
  };
}

type ClockworkParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
