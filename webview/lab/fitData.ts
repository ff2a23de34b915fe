import type { LabFit, LabFreeRun } from '../../src/protocol/lab.ts';

/** Lines over the same rows; null where there is nothing. */
export interface FitLines {
  readonly rows: readonly number[];
  readonly target: readonly (number | null)[];
  readonly prediction: readonly (number | null)[];
  readonly free: readonly (number | null)[];
  readonly error: readonly (number | null)[];
  readonly freeError: readonly (number | null)[];
  /** The first row that is tested with. */
  readonly border: number;
}

/** What a picture of a fit is drawn from. */
export function fitLines({ start, target, prediction, learnt }: LabFit, free: LabFreeRun | undefined): FitLines {
  const before = free ? free.start - start : 0;
  const alone = target.map((_, i) => free?.prediction[i - before] ?? null);
  const off = (said: readonly (number | null)[]) => said.map((value, i) => (value === null ? null : value - target[i]!));
  return { rows: target.map((_, i) => start + i), target, prediction, free: alone, error: off(prediction), freeError: off(alone), border: start + learnt };
}

/** How long a free run was valid, in words; in Lyapunov times where the exponent of a row is known. */
export function validFor({ valid, ended, target }: LabFreeRun, exponent: number): string {
  const rows = `${valid} ${valid === 1 ? 'row' : 'rows'}`;
  const times = exponent > 0 ? ` (${Number((valid * exponent).toFixed(2))} Lyapunov times)` : '';
  return ended ? `${rows}${times}` : `all ${target.length} rows${times}`;
}
