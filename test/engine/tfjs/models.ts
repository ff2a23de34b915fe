import type { Model } from '../../../src/core/models/model.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { CellSpec, LayerSpec } from '../../../src/core/spec/experiment.ts';
import { classes } from './batches.ts';

export const lstm: CellSpec = { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' };

export function textModel(cell: CellSpec = lstm, layers = 1, direction: LayerSpec['direction'] = 'forward'): Model {
  return recurrent({ layers: Array(layers).fill({ cell, hiddenSize: 6, direction }), output: 'each', inputSize: classes, outputSize: classes });
}

/** Answers a text with a text. */
export function answerModel(attention: 'additive' | 'dotProduct' | undefined = 'additive'): Model {
  const encoder = { layers: [{ cell: lstm, hiddenSize: 3, direction: 'both' as const }], as: 'both' as const, ...(attention && { attention: { kind: attention, size: 4 } }) };
  return recurrent({ encoder, layers: [{ cell: lstm, hiddenSize: 6 }], output: 'each', inputSize: classes, outputSize: classes, sourceSize: classes });
}

export function rowModel(cell: CellSpec = lstm): Model {
  return recurrent({ layers: [{ cell, hiddenSize: 5 }], output: 'last', inputSize: 2, outputSize: 1 });
}
