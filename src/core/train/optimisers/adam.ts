import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { OptimiserSpec } from '../../spec/experiment.ts';
import type { Optimiser } from './optimiser.ts';
import { slotsOf } from './slots.ts';

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980; algorithm 8.7), as `torch.optim.Adam`:
 *
 *   s ← β₁·s + (1 − β₁)·g
 *   r ← β₂·r + (1 − β₂)·g²
 *   ŝ = s / (1 − β₁ᵗ),  r̂ = r / (1 − β₂ᵗ)
 *   θ ← θ − learningRate·ŝ / (√r̂ + ε)
 */
export function adam({ beta1, beta2, epsilon }: OptimiserSpec & { kind: 'adam' }): Optimiser {
  return {
    slots: slotsOf.adam,
    update(theta, g, slots, learningRate, t) {
      const s = add(mul(slots.s!, beta1), mul(g, 1 - beta1));
      const r = add(mul(slots.r!, beta2), mul(square(g), 1 - beta2));
      const sHat = div(s, 1 - beta1 ** t);
      const rHat = div(r, 1 - beta2 ** t);
      return { parameter: sub(theta, div(mul(sHat, learningRate), add(sqrt(rHat), epsilon))), slots: { s, r } };
    },
  };
}
