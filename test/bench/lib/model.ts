import type { Unroll } from '../../../src/core/cells/unroll.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { Model } from '../../../src/core/models/model.ts';
import type { TrainingPlan } from '../../../src/core/train/engine.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import type { SequenceWorkload } from './workload.ts';

/** The model a workload trains, as Unfold builds it. @param unroll the engine's own time loop; left out, the plain one @param own a cell in place of the workload's */
export function modelOf({ layers, cell: builtIn, hiddenSize, bothWays, output, inputSize, outputSize }: SequenceWorkload, unroll?: Unroll, own?: CellSpec): Model {
  const cell = own ?? builtIn;
  return recurrent({ layers: Array.from({ length: layers }, () => ({ cell, hiddenSize, direction: bothWays ? 'both' : 'forward' } as const)), output, inputSize, outputSize }, unroll);
}

/** Adam as PyTorch has it by default, epsilon included; the peers use the same numbers. */
export const planOf = ({ loss, clipNorm }: SequenceWorkload): TrainingPlan => ({
  loss,
  clip: clipNorm === undefined ? { kind: 'none' } : { kind: 'norm', threshold: clipNorm },
  omega: 0, backpropagation: { kind: 'full' },
  optimiser: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});
