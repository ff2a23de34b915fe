import type { CompiledModel } from '../train/engine.ts';
import type { Batch } from './batch.ts';
import type { CodedSequence, LabelledCode } from './labelledCode.ts';

/**
 * log P(x⁽¹⁾, …, x⁽τ⁾, end) of each sequence of a batch, in nats: the sum of log ŷ of what came, step by step (equation 10.31, the
 * chain rule; section 10.2.3).
 */
export async function logLikelihoods(model: Pick<CompiledModel, 'predict'>, batch: Batch): Promise<number[]> {
  const { data } = await model.predict(batch);
  const { batchSize, tau, y } = batch;
  return Array.from({ length: batchSize }, (_, b) => {
    let sum = 0;
    for (let i = b * tau; i < (b + 1) * tau; i++) {
      if (y.mask?.[i] !== 0) sum += logSoftmax(data.subarray(i * y.size, (i + 1) * y.size), y.data[i]!);
    }
    return sum;
  });
}

/** The label that makes each sequence likeliest: P(label | x) ∝ P(x | label)·P(label). @param prior log P(label) */
export async function mostLikelyLabels(code: LabelledCode, prior: readonly number[], model: Pick<CompiledModel, 'predict'>, sequences: readonly CodedSequence[]): Promise<number[]> {
  const scores: number[][] = [];
  for (const [label, before] of prior.entries()) {
    const likelihoods = await logLikelihoods(model, code.batch(sequences.map(sequence => ({ ...sequence, label }))));
    scores.push(likelihoods.map(each => each + before));
  }
  return sequences.map((_, i) => scores.reduce((best, each, label) => (each[i]! > scores[best]![i]! ? label : best), 0));
}

/** log ŷₖ of logits o. */
function logSoftmax(o: Float32Array, k: number): number {
  const largest = o.reduce((most, logit) => Math.max(most, logit), -Infinity);
  return o[k]! - largest - Math.log(o.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}
