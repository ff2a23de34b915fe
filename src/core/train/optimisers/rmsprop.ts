import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { OptimiserSpec } from '../../spec/experiment.ts';
import type { Optimiser } from './optimiser.ts';
import { slotsOf } from './slots.ts';

/**
 * RMSProp (Hinton 2012), as `torch.optim.RMSprop` (ε outside the root, unlike the book's algorithm 8.5):
 *
 *   r ← ρ·r + (1 − ρ)·g²
 *   θ ← θ − learningRate·g / (√r + ε)
 */
export function rmsprop({ decay, epsilon }: OptimiserSpec & { kind: 'rmsprop' }): Optimiser {
  return {
    slots: slotsOf.rmsprop,
    update(theta, g, slots, learningRate) {
      const r = add(mul(slots.r!, decay), mul(square(g), 1 - decay));
      return { parameter: sub(theta, div(mul(g, learningRate), add(sqrt(r), epsilon))), slots: { r } };
    },
  };
}
