import type { DataMemory } from '../checkpoint/checkpoint.ts';
import type { SampleRecord } from '../train/records.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { RandomStream } from '../math/random.ts';
import type { SampleOptions } from '../spec/experiment.ts';
import type { Batch } from './batch.ts';

/** Turns a file or a generator into batches, and model outputs back into something a person reads. */
export interface DataSource {
  /** Columns of x and of o. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** The next training batch; never ends. */
  next(): Batch;
  /** The validation batches, the same each time; empty when nothing is kept for validation. */
  validation(): Iterable<Batch>;
  /** The sequence a probe looks at, B = 1, the same each time. */
  probe(): Batch;
  /** How the elements of a batch's first sequence are written for people. */
  describe(batch: Batch): { readonly inputs: string[]; readonly targets: string[] };
  /** What the model writes or predicts now. `undefined` where there is nothing to show. */
  sample(model: CompiledModel, options: SampleOptions, random: RandomStream, step: number): Promise<SampleRecord | undefined>;
  /** For a checkpoint. */
  cursor(): string;
  /** Goes on from a checkpoint's cursor. */
  seek(cursor: string): void;
  readonly memory: DataMemory;
}
