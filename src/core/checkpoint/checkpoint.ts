import type { ResolvedExperiment } from '../spec/experiment.ts';

/** A named array as a checkpoint stores it. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What an engine needs to go on exactly: parameters by name, optimiser slots as `optimiser/SLOT/NAME`, carried state as `state/NAME`. */
export type Snapshot = Readonly<Record<string, NamedArray>>;

/** Everything needed to resume a run with the same bits. */
export interface Checkpoint {
  readonly step: number;
  /** Seconds of training so far. */
  readonly time: number;
  /** Training loss of the last step. */
  readonly loss: number;
  readonly validationLoss?: number;
  readonly experiment: ResolvedExperiment;
  readonly tensors: Snapshot;
  /** State of each random stream, by purpose. */
  readonly generators: Readonly<Record<string, string>>;
  /** Where the data generator stands, opaque to all but the data source. */
  readonly cursor: string;
  /** What the data source must remember to read and write it again: the alphabet of a text, mean and deviation of a series. */
  readonly vocabulary: DataMemory;
}

/** Opaque outside `data/`; JSON. */
export type DataMemory = Readonly<Record<string, unknown>>;
