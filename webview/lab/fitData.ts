import type { LabFit, LabFreeRun, LabFreeTarget, LabTarget } from '../../src/protocol/lab.ts';

/** Numbers of a line; null where there are none. */
export type LineValues = ArrayLike<number | null>;

/** Lines over the same rows. */
export interface FitLines {
  readonly rows: ArrayLike<number>;
  readonly target: LineValues;
  readonly prediction: LineValues;
  readonly free: LineValues;
  readonly error: LineValues;
  readonly freeError: LineValues;
  /** Of each target, where there are several, in its deviations. */
  readonly errors: readonly LineValues[];
  /** The first row that is tested with. */
  readonly border: number;
  /** The row from which on a free run has run away, and is drawn no further. */
  readonly away?: number;
}

/** So many times as far as the targets reach a free run is beyond them when it has run away. */
const farAway = 10;

/** What a picture of a fit is drawn from. Between two series there is a gap. @param shown which target */
export function fitLines({ start, target, prediction, learnt, targets, series = [] }: LabFit, free: LabFreeRun | undefined, shown = 0): FitLines {
  const places = Array.from(target, (_, i) => i).flatMap((i) => (i > 0 && series.some(({ at }) => at === i) ? [null, i] : [i]));
  const rowOf = (i: number): number => {
    const { at, row } = series.findLast((each) => each.at <= i) ?? { at: 0, row: start };
    return row + i - at;
  };
  const put = (values: LineValues): LineValues => (series.length > 1 ? places.map((i) => (i === null ? null : values[i] ?? null)) : values);
  const isMeasured = (i: number): boolean => !series.some(({ at, washout }) => i >= at && i < at + washout);
  const off = (said: LineValues, truth: Float64Array, unit = 1): LineValues => Array.from(said, (value, i) => (value === null || !isMeasured(i) ? null : (value - truth[i]!) / unit));
  const own = targets?.[shown] ?? { target, prediction };
  const going = free && freeTarget(free, shown);
  const before = free ? free.start - start : 0;
  const away = going ? before + rowsNear(going.prediction, own.target) : own.target.length;
  const alone = Array.from(own.target, (_, i) => (i < away ? going?.prediction[i - before] ?? null : null));
  return {
    rows: Float64Array.from(places, (i, place) => (i === null ? rowOf(places[place - 1]!) + 0.5 : rowOf(i))), border: rowOf(learnt), ...(away < own.target.length && { away: rowOf(away) }),
    target: put(own.target), prediction: put(own.prediction), free: put(alone), error: put(off(own.prediction, own.target)), freeError: put(off(alone, own.target)),
    errors: (targets ?? []).map((each) => put(off(each.prediction, each.target, each.deviation))),
  };
}

/** How many rows pass before it has run away. */
function rowsNear(said: Float64Array, targets: Float64Array): number {
  const [least, most] = extremes([targets]);
  const room = most > least ? farAway * (most - least) : Infinity;
  const first = said.findIndex((value) => !(value >= least - room && value <= most + room));
  return first < 0 ? said.length : first;
}

/** Of the target that is shown. */
export const freeTarget = (run: LabFreeRun, shown: number): LabFreeTarget => run.targets?.[shown] ?? run;

/** Names of the targets, where there are several. */
export const namesOf = (targets: readonly Pick<LabTarget, 'name'>[] | undefined): string[] => (targets ?? []).map(({ name }) => name);

/** How long a free run was valid, in words; in Lyapunov times where the exponent of a row is known. */
export function validFor({ valid, ended, target }: LabFreeTarget, exponent: number): string {
  const rows = `${valid} ${valid === 1 ? 'row' : 'rows'}`;
  const times = exponent > 0 ? ` (${Number((valid * exponent).toFixed(2))} Lyapunov times)` : '';
  return ended ? `${rows}${times}` : `all ${target.length} rows${times}`;
}

/** The least and the largest number of some lines; of none ∞ and −∞. */
export function extremes(lines: readonly LineValues[]): readonly [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const values of lines) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value !== 'number' || !Number.isFinite(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return [least, most];
}
