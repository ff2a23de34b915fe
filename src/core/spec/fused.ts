import { cellFacts } from './cellFacts.ts';
import { isDeep } from './chains.ts';
import { carriesHidden, outputsRead, readsOutput } from './ownOutput.ts';
import type { Plannable } from './unplanned.ts';

/** Whether TensorFlow.js computes each reading of a sequence as one operation, where its device has it; else step by step. */
export function fused({ model, training }: Plannable): boolean {
  return !waitsForOutput({ model, training }) && !model.encoder?.attention
    && [...model.layers, ...model.encoder?.layers ?? []].every(layer => cellFacts(layer.cell).held.fused !== undefined && !isDeep(layer) && !(layer.dropout > 0));
}

/** Whether a step cannot begin before the output of the one before is there; else the layers read a sequence one after another. */
export function waitsForOutput({ model, training }: Plannable): boolean {
  const own = outputsRead(training.teacherForcing).includes('yHat');
  return model.encoder ? own : readsOutput(model) && (own || !carriesHidden(model));
}
