import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { LabelledCode } from '../data/labelledCode.ts';
import { logLikelihoods } from '../data/labelledLikelihood.ts';
import { openSampleSource } from '../data/open.ts';
import { listed } from '../spec/wording.ts';
import { compileModel } from './compileModel.ts';
import type { Engine } from './engine.ts';

export interface Likelihood {
  /** Empty where the model is not conditioned on one. */
  readonly label: string;
  /** log P(sequence and its end), in nats. */
  readonly logLikelihood: number;
}

/**
 * How likely the model of a checkpoint finds a sequence: under each label where it is conditioned on one.
 * @throws Error with a sentence where the model is not of labelled sequences, or does not know a character
 */
export async function checkpointLikelihood(checkpoint: Checkpoint, engine: Engine, sequence: string): Promise<Likelihood[]> {
  const code = await openSampleSource(checkpoint, () => Promise.reject(new Error('The data is not needed.')));
  if (!(code instanceof LabelledCode)) throw new Error(`The model is of data of kind "${checkpoint.experiment.data.kind}"; the likelihood of a sequence is there for labelled sequences.`);
  const stranger = code.alphabet.stranger(sequence);
  if (stranger !== undefined) throw new Error(`The model does not know "${stranger}": it knows ${listed(Array.from(code.alphabet.toString()), 'and')}.`);
  const model = await compileModel(checkpoint.experiment, code, engine);
  try {
    await model.restore(checkpoint.tensors);
    const labels = checkpoint.experiment.model.context.as === 'none' ? [''] : code.labels;
    const characters = code.alphabet.encode(sequence);
    const likelihoods = await logLikelihoods(model, code.batch(labels.map((_, label) => ({ characters, label }))));
    return labels.map((label, i) => ({ label, logLikelihood: likelihoods[i]! }));
  } finally {
    model.dispose();
  }
}
