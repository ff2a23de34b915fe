import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { logLikelihoods } from '../data/labelledLikelihood.ts';
import { isMeasurable } from '../data/measurable.ts';
import { openSampleSource } from '../data/open.ts';
import { compileModel } from './compileModel.ts';
import type { Engine } from './engine.ts';

export interface Likelihood {
  /** Empty where the model is not conditioned on one. */
  readonly label: string;
  /** log P(sequence and its end), in nats; of a text without an end. */
  readonly logLikelihood: number;
}

/**
 * How likely the model of a checkpoint finds a sequence and its end: under each label where it is conditioned on one. A text has no end:
 * how likely it is that one goes on so, after what a sample begins with.
 * @throws Error with a sentence where the model is neither of labelled sequences nor of a text, or cannot read a symbol
 */
export async function checkpointLikelihood(checkpoint: Checkpoint, engine: Engine, sequence: string): Promise<Likelihood[]> {
  const { kind } = checkpoint.experiment.data;
  const source = kind === 'labelled' || kind === 'text' ? await openSampleSource(checkpoint, () => Promise.reject(new Error('The data is not needed.'))) : undefined;
  if (source === undefined || !isMeasurable(source)) throw new Error(`The model is of data of kind "${kind}"; the likelihood of a sequence is there for labelled sequences and for a text.`);
  const { labels, batch } = source.measured(sequence);
  const model = await compileModel(checkpoint.experiment, source, engine);
  try {
    await model.restore(checkpoint.tensors);
    const likelihoods = await logLikelihoods(model, batch);
    return labels.map((label, i) => ({ label, logLikelihood: likelihoods[i]! }));
  } finally {
    model.dispose();
  }
}
