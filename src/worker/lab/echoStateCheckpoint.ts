import type { Checkpoint, NamedArray, Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { split } from '../../core/math/random.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { trainingLength } from '../../core/spec/dataErrors.ts';
import { readExperiment } from '../../core/spec/read.ts';
import { slotName, stepsName } from '../../engine/snapshotNames.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { scalingAbove } from './drawnNetwork.ts';
import type { EchoStateFit, FittedNetwork } from './fitEchoState.ts';
import { errorsOfEach, measuredSteps } from './seriesErrors.ts';
import type { Measured } from './seriesErrors.ts';

/** Units times steps that a window of the experiment may have, so that it can be read again with TensorFlow.js; and steps at most. */
const mostStates = 2e7;
const mostSteps = 1e6;

/**
 * A fitted network as a checkpoint of the experiment that makes the same one: a series, a reservoir, a ridge readout.
 * @param seconds that the fit took
 */
export function echoStateCheckpoint(fit: EchoStateFit, experiment: ResolvedExperiment, seconds: number): Checkpoint {
  const { series, network, report: { options } } = fit;
  const { seed } = network;
  const { targetScales, inputScales } = series;
  const others = inputScales.filter(({ name }) => !targetScales.some((scale) => scale.name === name));
  return {
    step: 1, time: seconds, loss: squaredError(fit, 'train'), validationLoss: squaredError(fit, 'test'),
    experiment, vocabulary: { columns: [...targetScales, ...others], ...(options.series !== '' && { series: options.series }) },
    tensors: { ...network.tensors, ...stillOptimiser(network.tensors), [stepsName]: { shape: [1], data: Float32Array.of(1) } },
    generators: { sampling: split(seed, 'sampling').save() }, cursor: split(seed, 'data').save(),
  };
}

/** The mean of the squared errors of all targets, in the deviations that they are standardised by. */
function squaredError({ series, network, report: { options } }: EchoStateFit, part: keyof Measured): number {
  const errors = errorsOfEach(series, network.said, measuredSteps(series, options)[part]);
  return errors.reduce((sum, { rmse }, k) => sum + (rmse / series.targetScales[k]!.deviation) ** 2 / errors.length, 0);
}

/** What an engine expects of V and c besides: they are solved for, and the optimiser (SGD, a learning rate of 0) never moves. */
function stillOptimiser({ V, c }: FittedNetwork['tensors']): Snapshot {
  const still = (name: string, { shape, data }: NamedArray): [string, NamedArray] => [slotName(`v/${name}`), { shape, data: new Float32Array(data.length) }];
  return Object.fromEntries([still('V', V!), still('c', c!)]);
}

/**
 * The experiment whose run is this fit, one step over the whole part that is learnt from; of a part that is too long for one window,
 * over as much of it as goes. @param file as seen from where it will be
 */
export function echoStateExperiment({ report: { options }, series, network: { seed } }: EchoStateFit, file: string): ResolvedExperiment {
  const { target, moreTargets, inputs, horizon, test, units, layers, feedback, washout } = options;
  const ofFile = trainingLength(series.rows, test) - horizon;
  const tau = Math.min(mostSteps, Math.max(1, ofFile), Math.max(washout + 1, Math.min(series.trainSteps, Math.floor(mostStates / (units * layers)))));
  const own = [target, ...moreTargets];
  const text = JSON.stringify({
    data: { kind: 'series', file, column: target, targets: moreTargets, inputs: inputs.filter((name) => !own.includes(name)), itself: inputs.includes(target), horizon, validation: test },
    model: { layers: Array.from({ length: layers }, (_, layer) => ({ cell: cellOf(options, layer), hiddenSize: units })), output: 'each', ...(feedback > 0 && { recurrence: 'both' }) },
    training: { steps: 1, batchSize: 1, tau, validateEvery: 1, readout: readoutOf(options, Math.min(washout, tau - 1)) },
    seed,
  });
  const reading = readExperiment(text, { name: `Echo state network for ${own.join(', ')}` });
  if (reading.ok) return reading.experiment;
  throw new Error(`This fit cannot be saved: ${reading.problems[0]!.message}`);
}

function cellOf(options: EchoStateOptions, layer: number): object {
  const { topology, spectralRadius, density, inputScaling, bias, leakRate, noise, feedback } = options;
  return { kind: 'reservoir', topology, spectralRadius, density, inputScaling: layer === 0 ? inputScaling : scalingAbove(options), bias, alpha: 1 - leakRate, noise, ...(feedback > 0 && { feedbackScaling: feedback }) };
}

/** What FORCE learns is what recursive least squares do; an experiment has no word for the output that is read meanwhile. */
function readoutOf({ readout, ridge, forgetting, stepSize, readInputs, squares, layers }: EchoStateOptions, washout: number): object {
  const reads = { washout, inputs: readInputs, squares, layers: layers > 1 ? 'all' : 'last' };
  switch (readout) {
    case 'ridge': return { kind: 'ridge', lambda: ridge, ...reads };
    case 'lms': return { kind: 'lms', stepSize, ...reads };
    case 'rls':
    case 'force': return { kind: 'rls', lambda: ridge, forgetting, ...reads };
  }
}
