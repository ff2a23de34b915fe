import { within } from '../../core/data/segments.ts';
import type { Segment } from '../../core/data/segments.ts';
import { regressionErrors } from '../../core/math/regressionErrors.ts';
import type { RegressionErrors } from '../../core/math/regressionErrors.ts';
import type { EchoStateOptions, EchoStateReport, ErrorSpread, Spread } from '../../protocol/echoState.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';

/** Steps that are measured: without the washout of each series. */
export interface Measured {
  readonly train: readonly Segment[];
  readonly test: readonly Segment[];
}

export function measuredSteps({ segments, trainSteps, steps }: EchoStateSeries, { washout }: Pick<EchoStateOptions, 'washout'>): Measured {
  const begins = new Set(segments.map(({ from }) => from));
  const counted = (from: number, to: number): Segment[] => within(segments, from, to).map((part) => ({ from: Math.min(part.to, part.from + (begins.has(part.from) ? washout : 0)), to: part.to })).filter((part) => part.from < part.to);
  return { train: counted(0, trainSteps), test: counted(trainSteps, steps) };
}

export const countSteps = (parts: readonly Segment[]): number => parts.reduce((sum, { from, to }) => sum + to - from, 0);

/** Of each target, what is said is wrong by. @param said `[steps]` of each, in its units */
export function errorsOfEach({ allTargets }: EchoStateSeries, said: readonly Float64Array[], parts: readonly Segment[]): RegressionErrors[] {
  return allTargets.map((target, k) => regressionErrors(gather(target, parts), gather(said[k]!, parts)));
}

function gather(values: Float64Array, parts: readonly Segment[]): Float64Array {
  if (parts.length === 1) return values.subarray(parts[0]!.from, parts[0]!.to);
  const all = new Float64Array(countSteps(parts));
  parts.reduce((at, { from, to }) => { all.set(values.subarray(from, to), at); return at + to - from; }, 0);
  return all;
}

/** Of several targets the mean of their NMSE, and what follows from it; of one its own. */
export function together(errors: readonly RegressionErrors[]): RegressionErrors {
  if (errors.length === 1) return errors[0]!;
  const mean = (of: (each: RegressionErrors) => number): number => errors.reduce((sum, each) => sum + of(each) / errors.length, 0);
  const nmse = mean((each) => each.nmse);
  return { rmse: Math.sqrt(mean((each) => each.rmse ** 2)), nrmse: Math.sqrt(nmse), nmse, r2: 1 - nmse };
}

export interface RunErrors {
  readonly train: readonly RegressionErrors[];
  readonly test: readonly RegressionErrors[];
}

/** Each target by its name, over the runs. */
export function byTarget(runs: readonly RunErrors[], { targetScales }: EchoStateSeries): NonNullable<EchoStateReport['targets']> {
  return targetScales.map(({ name }, k) => ({ name, train: spreadOf(runs.map(({ train }) => train[k]!)), test: spreadOf(runs.map(({ test }) => test[k]!)) }));
}

export function spreadOf(errors: readonly RegressionErrors[]): ErrorSpread {
  const spread = (measure: keyof RegressionErrors): Spread => spreadOfValues(errors.map((each) => each[measure]));
  return { nrmse: spread('nrmse'), nmse: spread('nmse'), rmse: spread('rmse'), r2: spread('r2') };
}

export function spreadOfValues(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null };
}
