import type { Checkpoint, NamedArray, Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { within } from '../../core/data/segments.ts';
import { split } from '../../core/math/random.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { trainingLength } from '../../core/spec/dataErrors.ts';
import { slotName, stepsName } from '../../engine/snapshotNames.ts';
import { specOf, windowOf, windowsOf } from './echoStateSpec.ts';
import type { EchoStateFit } from './fitEchoState.ts';
import { measuredSteps } from './measured.ts';
import type { Measured } from './measured.ts';
import { errorsOfEach } from './seriesErrors.ts';

/**
 * A fitted network as a checkpoint of the experiment that makes the same one: a series, a reservoir, a ridge readout.
 * @param seconds that the fit took
 */
export function echoStateCheckpoint(fit: EchoStateFit, experiment: ResolvedExperiment, seconds: number): Checkpoint {
  const { series, network, report: { options } } = fit;
  const { targetScales, inputScales } = series;
  const others = inputScales.filter(({ name }) => !targetScales.some((scale) => scale.name === name));
  return {
    step: 1, time: seconds, loss: squaredError(fit, 'train'), validationLoss: squaredError(fit, 'test'),
    experiment, vocabulary: { columns: [...targetScales, ...others], ...(options.series !== '' && { series: options.series }) }, ...networkOf(network),
  };
}

/** The arrays and the randomness of a checkpoint of one step. */
export function networkOf({ seed, tensors }: { readonly seed: number; readonly tensors: Snapshot }): Pick<Checkpoint, 'tensors' | 'generators' | 'cursor'> {
  return {
    tensors: { ...tensors, ...stillOptimiser(tensors), [stepsName]: { shape: [1], data: Float32Array.of(1) } },
    generators: { sampling: split(seed, 'sampling').save() }, cursor: split(seed, 'data').save(),
  };
}

/** The mean of the squared errors of all targets, in the deviations that they are standardised by. */
function squaredError({ series, network, report: { options } }: EchoStateFit, part: keyof Measured): number {
  const errors = errorsOfEach(series, network.said, measuredSteps(series, options)[part]);
  return errors.reduce((sum, { rmse }, k) => sum + (rmse / series.targetScales[k]!.deviation) ** 2 / errors.length, 0);
}

/** What an engine expects of V and c besides: they are solved for, and the optimiser (SGD, a learning rate of 0) never moves. */
function stillOptimiser({ V, c }: Snapshot): Snapshot {
  const still = (name: string, { shape, data }: NamedArray): [string, NamedArray] => [slotName(`v/${name}`), { shape, data: new Float32Array(data.length) }];
  return Object.fromEntries([still('V', V!), still('c', c!)]);
}

/**
 * The experiment whose run is this fit, one step over the whole part that is learnt from; of a part that is too long for one window,
 * over as much of it as goes. @param files as seen from where it will be
 */
export function echoStateExperiment({ report: { options }, series, network: { seed } }: EchoStateFit, ...[file, ...files]: readonly string[]): ResolvedExperiment {
  const { target, moreTargets, inputs, horizon, test } = options;
  const own = [target, ...moreTargets];
  const { segments, trainSteps } = series;
  const windows = segments.length > 1 ? windowsOf(options, within(segments, 0, trainSteps), segments) : { tau: windowOf(options, trainSteps, trainingLength(series.rows, test) - horizon), batchSize: 1, steps: 1 };
  return specOf(options, seed, {
    name: `Echo state network for ${own.join(', ')}`, ...windows,
    data: { kind: 'series', file, files, series: options.series, column: target, targets: moreTargets, inputs: inputs.filter((name) => !own.includes(name)), itself: inputs.includes(target), horizon, validation: test },
  });
}
