import { add, matMul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { Parameters, See } from './cell.ts';

/** A feedforward network with its parameters by name; owns no tensors. */
export interface Mlp {
  readonly parameters: readonly ParameterSpec[];
  /** @param x `[B, inputSize]` @returns `[B, n]`, or x itself where there are no layers @param see is shown each layer's values */
  apply(parameters: Parameters, x: Tensor2D, see?: See): Tensor2D;
}

/**
 * `depth` tanh layers of n units, one on another (section 6.4), the same ones at every time step:
 *
 *   z⁽⁰⁾ = x
 *   z⁽ⁱ⁾ = tanh(b⁽ⁱ⁾ + z⁽ⁱ⁻¹⁾·W⁽ⁱ⁾)
 *
 * @param name in front of what it has: the first layer of `input` has `input.0.W` and `input.0.b` and is seen as `input.0`
 */
export function mlp(name: string, inputSize: number, n: number, depth: number): Mlp {
  const layers = Array.from({ length: depth }, (_, i) => `${name}.${i}`);
  return {
    parameters: layers.flatMap((layer, i): ParameterSpec[] => [
      { name: `${layer}.W`, shape: [i === 0 ? inputSize : n, n], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: `${layer}.b`, shape: [n], initialiser: { kind: 'zeros' } },
    ]),

    apply(parameters, x, see = (_, value) => value) {
      return layers.reduce((z, layer) => {
        const [W, b] = [parameters[`${layer}.W`] as Tensor2D, parameters[`${layer}.b`] as Tensor1D];
        return see(layer, tanh(add<Tensor2D>(b, matMul(z, W))));                 // [B, n]
      }, x);
    },
  };
}
