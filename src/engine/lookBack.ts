import { dispose, tensor } from '@tensorflow/tfjs-core';
import type { DataSource } from '../core/data/source.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { modelOf } from '../core/train/compileModel.ts';
import { lookBack } from '../core/train/lookBack.ts';
import type { LookBack } from '../core/train/training.ts';
import { firstSequence } from './firstSequence.ts';
import { plainTfjs } from './plainTfjs.ts';
import { inputsOf } from './tfjs/batchTensors.ts';

/**
 * Measures Jacobians with the parameters of any engine, wherever that is: with TensorFlow.js as it computes in this process, and in plain
 * JavaScript where it does not.
 */
export function lookBackOf(experiment: ResolvedExperiment, data: DataSource): LookBack {
  const model = modelOf(experiment, data);
  return async (snapshot, batch, breathe) => {
    await plainTfjs();
    const sequence = firstSequence(batch);
    const { mask } = sequence.x;
    const parameters = Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tensor(snapshot[name]!.data, [...shape])]));
    const inputs = inputsOf(sequence, model);
    try {
      return await lookBack(model, parameters, inputs.x, (t) => mask?.[t] !== 0, breathe);
    } finally {
      dispose([parameters, { x: inputs.x, mask: inputs.mask }]);
    }
  };
}
