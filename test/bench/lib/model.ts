import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { Model } from '../../../src/core/models/model.ts';
import type { TrainingPlan } from '../../../src/core/train/engine.ts';
import type { SequenceWorkload } from './workload.ts';

/** The model a workload trains, as Unfold builds it. */
export function modelOf({ cell, layers, hiddenSize, output, inputSize, outputSize }: SequenceWorkload): Model {
  return recurrent({ layers: Array.from({ length: layers }, () => ({ cell, hiddenSize })), output, inputSize, outputSize });
}

/** Adam as PyTorch has it by default, epsilon included; the peers use the same numbers. */
export const planOf = ({ loss, clipNorm }: SequenceWorkload): TrainingPlan => ({
  loss,
  clip: clipNorm === undefined ? { kind: 'none' } : { kind: 'norm', threshold: clipNorm },
  optimiser: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});
