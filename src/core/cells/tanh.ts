import { add, matMul, tanh as hyperbolicTangent } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * The plain recurrent network (Goodfellow et al., equations 10.8 and 10.9):
 *
 *   a⁽ᵗ⁾ = b + h⁽ᵗ⁻¹⁾·W + x⁽ᵗ⁾·U
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)
 */
export function tanh(spec: CellSpec & { kind: 'tanh' }, nX: number, n: number): Cell {
  return {
    kind: 'tanh', inputSize: nX, hiddenSize: n, stateSizes: { h: n },
    parameters: [
      { name: 'U', shape: [nX, n], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'W', shape: [n, n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 1) },
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, W, b } = parameters as TanhParameters;
      const a = add<Tensor2D>(b, add(matMul(state.h!, W), matMul(x, U)));  // [B, n]
      const h = hyperbolicTangent(a);                                      // [B, n]
      return { state: { h }, output: h };
    },
  };
}

type TanhParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
