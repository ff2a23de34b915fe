import { add, mul, sub } from '@tensorflow/tfjs-core';
import type { OptimiserSpec } from '../../spec/experiment.ts';
import type { Optimiser } from './optimiser.ts';
import { slotsOf } from './slots.ts';

/**
 * Stochastic gradient descent with momentum, as `torch.optim.SGD` (learning rate outside v, unlike the book's algorithm 8.2):
 *
 *   v ← μ·v + g
 *   θ ← θ − learningRate·v
 */
export function sgd({ momentum }: OptimiserSpec & { kind: 'sgd' }): Optimiser {
  return {
    slots: slotsOf.sgd,
    update(theta, g, slots, learningRate) {
      const v = add(mul(slots.v!, momentum), g);
      return { parameter: sub(theta, mul(v, learningRate)), slots: { v } };
    },
  };
}
