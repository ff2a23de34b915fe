import { add, matMul, mul, sigmoid, split, sub, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Minimal gated unit (Zhou et al. 2016, doi:10.1007/s11633-016-1006-2): one gate f, which is the reset gate of a GRU and, as 1 − f,
 * its update gate.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U                        of the two, side by side
 *   f = σ(a_f + h⁽ᵗ⁻¹⁾·W_f)
 *   g = tanh(a_g + (f ⊙ h⁽ᵗ⁻¹⁾)·W_g)
 *   h⁽ᵗ⁾ = (1 − f) ⊙ h⁽ᵗ⁻¹⁾ + f ⊙ g
 */
export function minimalGated(spec: CellSpec & { kind: 'minimalGated' }, nX: number, n: number): Cell {
  return {
    kind: 'minimalGated', inputSize: nX, hiddenSize: n, stateSizes: { h: n },
    parameters: [
      { name: 'U', shape: [nX, 2 * n], initialiser: { kind: 'glorot', blocks: 2 } },
      { name: 'W', shape: [n, 2 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 2) },
      { name: 'b', shape: [2 * n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, W, b } = parameters as MinimalGatedParameters;
      const h = state.h!;                                                   // [B, n]
      const [af, ag] = split(add<Tensor2D>(b, matMul(x, U)), 2, 1) as Two<Tensor2D>; // [B, n] each
      const [Wf, Wg] = split(W, 2, 1) as Two<Tensor2D>;                     // [n, n] each
      const f = sigmoid(add<Tensor2D>(af, matMul(h, Wf)));                  // [B, n]
      const g = tanh(add<Tensor2D>(ag, matMul(mul<Tensor2D>(f, h), Wg)));   // [B, n]
      const next = add<Tensor2D>(mul(sub(1, f), h), mul(f, g));             // [B, n]
      return { state: { h: next }, output: next, gates: { f, g } };
    },
  };
}

type MinimalGatedParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
type Two<T> = [T, T];
