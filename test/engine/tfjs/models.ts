import type { Model } from '../../../src/core/models/model.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { CellSpec, LayerSpec } from '../../../src/core/spec/experiment.ts';
import { classes } from './batches.ts';

export const lstm: CellSpec = { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' };

export function textModel(cell: CellSpec = lstm, layers = 1, direction: LayerSpec['direction'] = 'forward'): Model {
  return recurrent({ layers: Array(layers).fill({ cell, hiddenSize: 6, direction }), output: 'each', inputSize: classes, outputSize: classes });
}

export function rowModel(cell: CellSpec = lstm): Model {
  return recurrent({ layers: [{ cell, hiddenSize: 5 }], output: 'last', inputSize: 2, outputSize: 1 });
}
