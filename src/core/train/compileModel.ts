import type { SampleSource } from '../data/source.ts';
import { recurrent } from '../models/recurrent.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { outputReads } from '../spec/outputReads.ts';
import type { CompiledModel, Engine } from './engine.ts';

/** The experiment's model, as wide as its data, with first parameters drawn from the seed. */
export function compileModel({ model, training, seed }: ResolvedExperiment, { inputSize, outputSize, sourceSize, contextSize, lengths }: SampleSource, engine: Engine): Promise<CompiledModel> {
  return engine.compile(recurrent({ ...model, loss: training.loss, outputReads: outputReads(training.readout), inputSize, outputSize, sourceSize, contextSize, lengths }, engine.unroll), training, seed);
}
