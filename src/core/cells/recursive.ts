import { add, matMul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { placesOf } from '../spec/places.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * The plain recursive network (section 10.6, figure 10.14; Pollack 1990, doi:10.1016/0004-3702(90)90005-K), for trees whose nodes have
 * symbols, leaves and inner nodes alike, and up to `arity` children, each place among them with a matrix of its own:
 *
 *   a = b + x·U + Σₖ hₖ·Wₖ     hₖ of the k-th child
 *   h = tanh(a)
 */
export function recursive(spec: CellSpec & { kind: 'recursive' }, nX: number, n: number): Cell {
  const W = placesOf(spec.arity);
  return {
    kind: 'recursive', inputSize: nX, hiddenSize: n, stateSizes: { h: n }, ofTrees: true,
    parameters: [
      { name: 'U', shape: [nX, n], initialiser: { kind: 'glorot', blocks: 1 } },
      ...W.map((name) => ({ name, shape: [n, n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 1) })),
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, _, x, { children = [] }) {
      const { U, b } = parameters as RecursiveParameters;
      const below = children.map((child, k) => matMul(child.h!, parameters[W[k]!] as Tensor2D));  // [nodes, n] each
      const a = below.reduce<Tensor2D>((sum, each) => add(sum, each), add<Tensor2D>(b, matMul(x, U)));      // [nodes, n]
      const h = tanh(a);                                                                          // [nodes, n]
      return { state: { h }, output: h };
    },
  };
}

type RecursiveParameters = { U: Tensor2D; b: Tensor1D };
