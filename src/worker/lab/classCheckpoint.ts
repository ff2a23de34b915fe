import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import { ownUnits } from '../../core/data/standardise.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { indicatorName } from '../../core/spec/indicators.ts';
import type { Pooling } from '../../protocol/classes.ts';
import type { Classification } from './classifySeries.ts';
import { networkOf } from './echoStateCheckpoint.ts';
import { specOf, windowsOf } from './echoStateSpec.ts';

/** What a checkpoint remembers of the classes that its network tells. */
export interface ClassMemory {
  /** That names the class of a series. */
  readonly column: string;
  readonly names: readonly string[];
  readonly pool: Pooling;
}

/**
 * A network that tells classes, as a checkpoint. Its readout is linear, so that what it says of the mean of its states is the mean of
 * what it says at each: an output for each class, pooled as the states were.
 * @param seconds that the fit took
 */
export function classCheckpoint({ report, series, network, losses }: Classification, experiment: ResolvedExperiment, seconds: number): Checkpoint {
  const { options: { target: column, series: apart }, classes: names, pool } = report;
  const classes: ClassMemory = { column, names, pool };
  return {
    step: 1, time: seconds, loss: losses.train, validationLoss: losses.test, experiment,
    vocabulary: { columns: [...names.map((word) => ownUnits(indicatorName({ column, word }))), ...series.inputScales], classes, ...(apart !== '' && { series: apart }) }, ...networkOf(network),
  };
}

/** @param files as seen from where it will be */
export function classExperiment({ report: { options, classes }, series: { series, train }, network: { seed } }: Classification, ...[file, ...files]: readonly string[]): ResolvedExperiment {
  const [column, ...targets] = classes.map((word) => indicatorName({ column: options.target, word }));
  return specOf(options, seed, {
    name: `Echo state network that tells ${options.target}`, ...windowsOf(options, train.map((s) => series[s]!), series),
    data: { kind: 'series', file, files, series: options.series, column, targets, inputs: options.inputs, itself: false, horizon: 0, validation: options.test },
  });
}

/** Undefined where a checkpoint says numbers. */
export const classesIn = ({ vocabulary }: Pick<Checkpoint, 'vocabulary'>): ClassMemory | undefined => vocabulary['classes'] as ClassMemory | undefined;
