import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { LabelledCode } from '../data/labelledCode.ts';
import { logLikelihoods } from '../data/labelledLikelihood.ts';
import { openSampleSource } from '../data/open.ts';
import { TextWriter } from '../data/textWriter.ts';
import { listed } from '../spec/wording.ts';
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
  const code = await openSampleSource(checkpoint, () => Promise.reject(new Error('The data is not needed.')));
  if (!(code instanceof LabelledCode || code instanceof TextWriter)) {
    throw new Error(`The model is of data of kind "${checkpoint.experiment.data.kind}"; the likelihood of a sequence is there for labelled sequences and for a text.`);
  }
  const symbols = code instanceof TextWriter ? code.symbols : code.alphabet;
  const stranger = symbols.stranger(sequence);
  if (stranger !== undefined) throw new Error(`The model does not know "${stranger}": it knows ${listed(symbols.names, 'and')}.`);
  if (code instanceof LabelledCode && code.lengths > 0 && symbols.encode(sequence).length >= code.lengths) throw new Error(`The model predicts lengths of ${code.lengths - 1} at most, and this sequence has ${symbols.encode(sequence).length}.`);
  if (code instanceof TextWriter && symbols.encode(sequence).length === 0) throw new Error(`There is no ${symbols.unit} in the text to measure.`);
  const model = await compileModel(checkpoint.experiment, code, engine);
  try {
    await model.restore(checkpoint.tensors);
    const labels = code instanceof TextWriter || checkpoint.experiment.model.context.as === 'none' ? [''] : code.labels;
    const likelihoods = await logLikelihoods(model, code instanceof TextWriter ? code.batch(sequence) : code.batch(labels.map((_, label) => ({ characters: symbols.encode(sequence), label }))));
    return labels.map((label, i) => ({ label, logLikelihood: likelihoods[i]! }));
  } finally {
    model.dispose();
  }
}
