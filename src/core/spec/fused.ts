import { cellFacts } from './cellFacts.ts';
import { isDeep } from './chains.ts';
import type { Plannable } from './unplanned.ts';

/** Whether TensorFlow.js computes each reading of a sequence as one operation, where its device has it; else step by step. */
export function fused({ model, training }: Plannable): boolean {
  return training.omega === 0 && !model.encoder?.attention && [...model.layers, ...model.encoder?.layers ?? []].every(layer => cellFacts(layer.cell).held.fused !== undefined && !isDeep(layer));
}
