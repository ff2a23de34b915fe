import { add, matMul, relu as rectifier } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * The plain recurrent network with rectified linear units (Le et al. 2015, arXiv:1504.00941). W starts as the identity, so that
 * h stays what it is until something is learnt: the IRNN.
 *
 *   a⁽ᵗ⁾ = b + h⁽ᵗ⁻¹⁾·W + x⁽ᵗ⁾·U
 *   h⁽ᵗ⁾ = max(0, a⁽ᵗ⁾)
 */
export function relu(spec: CellSpec & { kind: 'relu' }, nX: number, n: number): Cell {
  return {
    kind: 'relu', inputSize: nX, hiddenSize: n, stateSizes: { h: n },
    parameters: [
      { name: 'U', shape: [nX, n], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'W', shape: [n, n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 1) },
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, W, b } = parameters as ReluParameters;
      const a = add<Tensor2D>(b, add(matMul(state.h!, W), matMul(x, U)));  // [B, n]
      const h = rectifier(a);                                              // [B, n]
      return { state: { h }, output: h };
    },
  };
}

type ReluParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D };
