import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { OptimiserSpec } from '../../../src/core/spec/experiment.ts';
import type { Slots } from '../../../src/core/train/optimisers/optimiser.ts';
import { float64 } from '../../float64/load.ts';
import golden from '../../parity/torch_cells.json' with { type: 'json' };

const { tf, makeOptimiser } = float64;

describe('three updates agree with PyTorch to 1e-13', () => {
  it.each(golden.optimisers)('$spec.kind', ({ spec, start, gradients, after }) => {
    const optimiser = makeOptimiser(spec as OptimiserSpec);
    let parameter = tf.tensor(start.data, start.shape);
    let slots: Slots = Object.fromEntries(optimiser.slots.map((slot) => [slot, tf.zeros(start.shape)]));
    gradients.forEach((g, i) => {
      ({ parameter, slots } = optimiser.update(parameter, tf.tensor(g.data, g.shape), slots, spec.learningRate, i + 1));
      expect(relativeError(parameter.dataSync(), after[i]!.data)).toBeLessThan(1e-13);
    });
  });
});
