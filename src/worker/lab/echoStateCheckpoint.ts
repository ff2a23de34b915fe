import type { Checkpoint, NamedArray, Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { split } from '../../core/math/random.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { readExperiment } from '../../core/spec/read.ts';
import { slotName, stepsName } from '../../engine/snapshotNames.ts';
import type { EchoStateFit, FittedNetwork } from './fitEchoState.ts';

/** Units times steps that a window of the experiment may have, so that it can be read again with TensorFlow.js; and steps at most. */
const mostStates = 2e7;
const mostSteps = 1e6;

/**
 * A fitted network as a checkpoint of the experiment that makes the same one: a series, a reservoir, a ridge readout.
 * @param seconds that the fit took
 */
export function echoStateCheckpoint({ series, network }: EchoStateFit, experiment: ResolvedExperiment, seconds: number): Checkpoint {
  const { targetScale, inputScales } = series;
  const others = inputScales.filter(({ name }) => name !== targetScale.name);
  const { seed } = network;
  return {
    step: 1, time: seconds, loss: (network.train.rmse / targetScale.deviation) ** 2, validationLoss: (network.test.rmse / targetScale.deviation) ** 2,
    experiment, vocabulary: { columns: [targetScale, ...others] },
    tensors: { ...network.tensors, ...stillOptimiser(network.tensors), [stepsName]: { shape: [1], data: Float32Array.of(1) } },
    generators: { sampling: split(seed, 'sampling').save() }, cursor: split(seed, 'data').save(),
  };
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
  const { target, inputs, horizon, test, units, topology, spectralRadius, leakRate, inputScaling, bias, density, feedback, noise, washout, ridge, readInputs } = options;
  const tau = Math.min(mostSteps, Math.max(washout + 1, Math.min(series.trainSteps, Math.floor(mostStates / units))));
  const cell = { kind: 'reservoir', topology, spectralRadius, density, inputScaling, bias, alpha: 1 - leakRate, noise, ...(feedback > 0 && { feedbackScaling: feedback }) };
  const text = JSON.stringify({
    data: { kind: 'series', file, column: target, inputs: inputs.filter((name) => name !== target), itself: inputs.includes(target), horizon, validation: test },
    model: { layers: [{ cell, hiddenSize: units }], output: 'each', ...(feedback > 0 && { recurrence: 'both' }) },
    training: {
      steps: 1, batchSize: 1, tau, validateEvery: 1,
      readout: { kind: 'ridge', lambda: ridge, washout: Math.min(washout, tau - 1), inputs: readInputs },
    },
    seed,
  });
  const reading = readExperiment(text, { name: `Echo state network for ${target}` });
  if (reading.ok) return reading.experiment;
  throw new Error(`This fit cannot be saved: ${reading.problems[0]!.message}`);
}
