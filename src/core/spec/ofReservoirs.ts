import { isDeep, readsBackward } from './chains.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { carriesHidden } from './ownOutput.ts';

/** Whether a model is of reservoirs, one on another, under a linear readout at each step, as `unfold esn` makes them. */
export const isOfReservoirs = (model: ResolvedExperiment['model']): boolean =>
  model.layers.every((layer) => layer.cell.kind === 'reservoir' && !readsBackward(layer) && !isDeep(layer)) && model.output === 'each' && model.outputDepth === 0 && carriesHidden(model);

/** Whether such a model says numbers of a series, so that it can be asked about other rows: by `unfold predict`, and by its program of Python's. */
export const predictsSeries = ({ data, model, training }: Pick<ResolvedExperiment, 'data' | 'model' | 'training'>): boolean =>
  data.kind === 'series' && training.loss === 'meanSquaredError' && isOfReservoirs(model);
