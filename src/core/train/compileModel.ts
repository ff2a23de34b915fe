import type { SampleSource } from '../data/source.ts';
import type { Unroll } from '../cells/unroll.ts';
import type { Around } from '../models/chain.ts';
import type { Model } from '../models/model.ts';
import { recurrent } from '../models/recurrent.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { outputReads } from '../spec/outputReads.ts';
import type { CompiledModel, Engine } from './engine.ts';

/** Columns of what a model reads and answers. */
export type ModelSizes = Pick<SampleSource, 'inputSize' | 'outputSize' | 'sourceSize' | 'contextSize' | 'lengths'>;

/** The experiment's model, as wide as its data. @param unroll the time loop that it is made with; left out, the plain one @param around what stands in for its cells */
export function modelOf({ model, training }: ResolvedExperiment, { inputSize, outputSize, sourceSize, contextSize, lengths }: ModelSizes, unroll?: Unroll, around?: Around): Model {
  return recurrent({ ...model, loss: training.loss, outputReads: outputReads(training.readout), inputSize, outputSize, sourceSize, contextSize, lengths }, unroll, around);
}

/** The same, with first parameters drawn from the seed. */
export function compileModel(experiment: ResolvedExperiment, data: SampleSource, engine: Engine): Promise<CompiledModel> {
  return engine.compile(modelOf(experiment, data, engine.unroll), experiment.training, experiment.seed);
}
