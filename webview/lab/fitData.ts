import type { LabFit, LabFreeRun } from '../../src/protocol/lab.ts';

/** Numbers of a line; null where there are none. */
export type LineValues = ArrayLike<number | null>;

/** Lines over the same rows. */
export interface FitLines {
  readonly rows: Float64Array;
  readonly target: LineValues;
  readonly prediction: LineValues;
  readonly free: LineValues;
  readonly error: LineValues;
  readonly freeError: LineValues;
  /** The first row that is tested with. */
  readonly border: number;
}

/** What a picture of a fit is drawn from. */
export function fitLines({ start, target, prediction, learnt }: LabFit, run: LabFreeRun | undefined): FitLines {
  const before = run ? run.start - start : 0;
  const free = Array.from(target, (_, i) => run?.prediction[i - before] ?? null);
  return {
    rows: target.map((_, i) => start + i), target, prediction, free,
    error: prediction.map((value, i) => value - target[i]!), freeError: free.map((value, i) => (value === null ? null : value - target[i]!)), border: start + learnt,
  };
}

/** How long a free run was valid, in words; in Lyapunov times where the exponent of a row is known. */
export function validFor({ valid, ended, target }: LabFreeRun, exponent: number): string {
  const rows = `${valid} ${valid === 1 ? 'row' : 'rows'}`;
  const times = exponent > 0 ? ` (${Number((valid * exponent).toFixed(2))} Lyapunov times)` : '';
  return ended ? `${rows}${times}` : `all ${target.length} rows${times}`;
}
