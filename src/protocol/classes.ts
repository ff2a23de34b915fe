import type { EchoStateOptions, Spread } from './echoState.ts';

/** What of the states of a series its class is told from: their mean after the washout, or the last. */
export const poolings = ['mean', 'last'] as const;
export type Pooling = (typeof poolings)[number];

/** Which series are learnt from, and which are kept to test with: their places among all. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export interface ClassificationRun {
  readonly seed: number;
  /** Shares of the series whose class is said right. */
  readonly train: number;
  readonly test: number;
}

/** What came of a classification, as `unfold esn --classes --json` prints it. */
export interface ClassificationReport {
  readonly file: string;
  readonly options: EchoStateOptions;
  readonly pool: Pooling;
  readonly classes: readonly string[];
  readonly series: { readonly train: number; readonly test: number };
  readonly accuracy: { readonly train: Spread; readonly test: Spread };
  /** Of the first run's tests: rows are true classes, columns what was said. */
  readonly confusion: readonly (readonly number[])[];
  readonly runs: readonly ClassificationRun[];
  /** What a person should know: a sentence each. */
  readonly warnings: readonly string[];
}
