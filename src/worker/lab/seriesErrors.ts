import type { Segment } from '../../core/data/segments.ts';
import { regressionErrors } from '../../core/math/regressionErrors.ts';
import type { RegressionErrors } from '../../core/math/regressionErrors.ts';
import type { EchoStateReport, ErrorSpread, Spread } from '../../protocol/echoState.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { gather } from './measured.ts';

/** Of each target, what is said is wrong by. @param said `[steps]` of each, in its units */
export function errorsOfEach({ allTargets }: EchoStateSeries, said: readonly Float64Array[], parts: readonly Segment[]): RegressionErrors[] {
  return allTargets.map((target, k) => regressionErrors(gather(target, parts), gather(said[k]!, parts)));
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
