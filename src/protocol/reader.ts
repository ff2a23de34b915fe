import type { LogRecord, ProbeRecord, SampleRecord } from '../core/train/records.ts';
import type { HeatMap, Spectrum, TensorEntry, TensorStatistics } from './preview.ts';
import type { SeriesTable } from './series.ts';

/** What came into a run folder since the last look. */
export interface RunChanges {
  /** True where earlier rows are no longer valid (first look, a resume, a replaced file): start over. */
  readonly reset: boolean;
  /** True where a long journal has more to tell at once. */
  readonly more: boolean;
  readonly steps: SeriesTable;
  readonly validations: SeriesTable;
  readonly samples: readonly SampleRecord[];
  readonly logs: readonly LogRecord[];
  readonly probe?: ProbeRecord;
  readonly checkpoints?: readonly string[];
}

/**
 * Requests to the reader: a thread beside the extension host that parses journals and checkpoints, so that the host's
 * own thread never computes. A follower remembers how far it has read.
 */
export interface ReaderRequests {
  follow: { params: { folder: string }; result: { follower: number } };
  changes: { params: { follower: number }; result: RunChanges };
  unfollow: { params: { follower: number }; result: null };
  header: { params: { file: string }; result: { bytes: number; tensors: readonly TensorEntry[]; metadata: Readonly<Record<string, string>> } };
  statistics: { params: { file: string; name: string }; result: TensorStatistics };
  heatMap: { params: { file: string; name: string }; result: HeatMap };
  /** Of a table, from as little of it as says them. */
  columns: { params: { file: string }; result: readonly string[] };
  spectrum: { params: { file: string; name: string }; result: Spectrum };
}
