import type { DataMemory } from '../checkpoint/checkpoint.ts';
import type { RandomStream } from '../math/random.ts';
import type { SampleOptions } from '../spec/experiment.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Metrics, Note, ProbeRecord, SampleRecord } from '../train/records.ts';
import type { Batch } from './batch.ts';

/** What of a model its answers are had from. */
export type Answering = Pick<CompiledModel, 'predict' | 'sampler' | 'decode'>;

/** Turns what a model of this data answers into something a person reads. */
export interface SampleSource {
  /** Columns of x and of o. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** Columns of the source, where there is one. */
  readonly sourceSize?: number | undefined;
  /** Columns of the context C, where the data brings one. */
  readonly contextSize?: number | undefined;
  /** How many lengths of a sequence there are, from 0, where the model predicts one. */
  readonly lengths?: number | undefined;
  /** What the model writes or predicts now. */
  sample(model: Answering, sampling: Sampling): Promise<SampleRecord>;
}

/** Turns a file or a generator into batches as well. */
export interface DataSource extends SampleSource {
  /** What a person should know of the data before training: its size, a column that never changes. */
  readonly notes: readonly Note[];
  /** The next training batch; never ends. */
  next(): Batch;
  /** The validation batches, the same each time; empty when nothing is kept for validation. */
  validation(): Iterable<Batch>;
  /** How many answers to the validation data are right; absent, or undefined, where the data has no right and wrong. */
  measure?(model: Answering, breathe: Sampling['breathe']): Promise<Metrics | undefined>;
  /** The sequence a probe looks at, B = 1, the same each time. */
  probe(): Batch;
  /** How the elements of a batch's first sequence are written for people, and class k where outputs are classes. */
  describe(batch: Batch): Pick<ProbeRecord, 'inputs' | 'targets' | 'classes' | 'source' | 'children'>;
  /** For a checkpoint. */
  cursor(): string;
  /** Goes on from a checkpoint's cursor. @throws Error where it is none of this source's */
  seek(cursor: string): void;
  readonly memory: DataMemory;
}

/** What a sample is taken with. */
export interface Sampling {
  readonly options: SampleOptions;
  /** So many rows more than there are, written freely, of a series that is forecast from itself; left out: none. */
  readonly beyond?: number | undefined;
  readonly random: RandomStream;
  /** Updates made so far. */
  readonly step: number;
  /** Gives everybody else a turn; a long sample computes without a break otherwise. */
  readonly breathe: () => Promise<void>;
}
