import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { openSampleSource, type ReadFile } from '../data/open.ts';
import type { Sampling } from '../data/source.ts';
import { compileModel } from './compileModel.ts';
import type { Engine } from './engine.ts';
import type { SampleRecord } from './records.ts';

export interface CheckpointSampling extends Omit<Sampling, 'step'> {
  readonly engine: Engine;
  /** The data of the experiment; a text is not needed. */
  readonly readFile: ReadFile;
}

/**
 * What the model of a checkpoint writes or predicts.
 *
 * @throws Error with a sentence where the data is not there, or the checkpoint does not fit its own experiment
 */
export async function sampleCheckpoint(checkpoint: Checkpoint, { engine, readFile, ...sampling }: CheckpointSampling): Promise<SampleRecord> {
  const { experiment, tensors, step } = checkpoint;
  const source = await openSampleSource(checkpoint, readFile);
  const model = await compileModel(experiment, source, engine);
  try {
    await model.restore(tensors);
    return await source.sample(model, { ...sampling, step });
  } finally {
    model.dispose();
  }
}
