import type { Batch } from './batch.ts';

/** What a person writes as something whose likelihood a model can tell. */
export interface Measurable {
  /** @throws Error, a sentence, where a model cannot read it */
  measured(sequence: string): Measured;
}

export interface Measured {
  /** One for each sequence of the batch; empty where the model is not conditioned on one. */
  readonly labels: readonly string[];
  readonly batch: Batch;
}

export const isMeasurable = (source: object): source is Measurable => 'measured' in source;
