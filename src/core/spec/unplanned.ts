import { cellFacts } from './cellFacts.ts';
import { isDeep } from './chains.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { cellName } from './ownCells.ts';
import { halts, predictsLength, readsContext, readsOutput } from './ownOutput.ts';

/** The parts of an experiment that decide whether its training step can be planned. */
export interface Plannable extends Pick<ResolvedExperiment, 'model'> {
  /** Of a run from before there were readouts, or teacher forcing: none. */
  readonly training: Pick<ResolvedExperiment['training'], 'omega'> & Partial<Pick<ResolvedExperiment['training'], 'readout' | 'teacherForcing'>>;
}

/** What of an experiment has no planned kernel, so that TensorFlow.js computes: `the cell "leaky"`; undefined where all has. */
export function unplanned({ model, training }: Plannable): string | undefined {
  if (model.encoder) return 'an encoder';
  const layer = model.layers.find(({ cell }) => cellFacts(cell).held.planned === undefined);
  if (layer) return `the cell "${cellName(layer.cell)}"`;
  if (model.layers.some(isDeep) || model.outputDepth > 0) return 'feedforward layers within a model';
  if (readsOutput(model)) return 'a model that reads its own output';
  if (model.layers.some(({ dropout }) => dropout > 0)) return 'dropout';
  if (readsContext(model)) return 'a model that is conditioned on a context';
  if (halts(model)) return 'a halting unit';
  if (predictsLength(model)) return 'a length that is predicted first';
  if (training.omega > 0) return 'the regulariser Ω (`omega`)';
  return undefined;
}
