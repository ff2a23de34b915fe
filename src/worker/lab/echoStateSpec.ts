import type { Segment } from '../../core/data/segments.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { readExperiment } from '../../core/spec/read.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { layersOf, unitsOfAll } from '../../protocol/reservoirLayers.ts';
import type { ReservoirLayer } from '../../protocol/reservoirLayers.ts';

/** Units times steps that a window of the experiment may have, so that it can be read again with TensorFlow.js; and steps at most. */
const mostStates = 2e7;
const mostSteps = 1e6;

/** How long the windows are of an experiment that learns from so many steps: longer than the washout, at most `ofFile`. */
export const windowOf = (options: EchoStateOptions, steps: number, ofFile: number): number =>
  Math.min(mostSteps, Math.max(1, ofFile), Math.max(options.washout + 1, Math.min(steps, Math.floor(mostStates / unitsOfAll(options)))));

/** Windows, and how many a step learns from. */
export interface Windowing {
  readonly tau: number;
  readonly batchSize: number;
  readonly steps: number;
}

/** Of several series: a window for each that something is learnt from, as many at a time as go. */
export function windowsOf(options: EchoStateOptions, series: readonly Segment[], all: readonly Segment[]): Windowing {
  const learnt = series.filter(({ from, to }) => to - from > options.washout);
  const longest = all.reduce((most, { from, to }) => Math.max(most, to - from), 1);
  const tau = windowOf(options, longest, longest);
  const room = Math.floor(mostStates / (unitsOfAll(options) * tau));
  const batchSize = Array.from({ length: learnt.length }, (_, i) => learnt.length - i).find((size) => size <= room && learnt.length % size === 0) ?? 1;
  return { tau, batchSize, steps: learnt.length / batchSize };
}

interface Written extends Windowing {
  readonly name: string;
  readonly data: object;
}

/** The experiment of a network that was fitted with these options, over all that is learnt from. @throws Error, a sentence, where there is none */
export function specOf(options: EchoStateOptions, seed: number, { name, data, tau, batchSize, steps }: Written): ResolvedExperiment {
  const { feedback, washout } = options;
  const text = JSON.stringify({
    data,
    model: { layers: layersOf(options).map((layer) => ({ cell: cellOf(layer, feedback), hiddenSize: layer.units })), output: 'each', ...(feedback > 0 && { recurrence: 'both' }) },
    training: { steps, batchSize, tau, validateEvery: 1, readout: readoutOf(options, Math.min(washout, tau - 1)) },
    seed,
  });
  const reading = readExperiment(text, { name });
  if (reading.ok) return reading.experiment;
  throw new Error(`This fit cannot be saved: ${reading.problems[0]!.message}`);
}

function cellOf({ topology, spectralRadius, density, inputScaling, bias, leakRate, noise }: ReservoirLayer, feedback: number): object {
  return { kind: 'reservoir', topology, spectralRadius, density, inputScaling, bias, alpha: Number((1 - leakRate).toPrecision(12)), noise, ...(feedback > 0 && { feedbackScaling: feedback }) };
}

function readoutOf({ readout, ridge, forgetting, stepSize, readInputs, squares, layers, readLayers }: EchoStateOptions, washout: number): object {
  const reads = { washout, inputs: readInputs, squares, layers: layers > 1 ? readLayers : 'last' };
  switch (readout) {
    case 'ridge': return { kind: 'ridge', lambda: ridge, ...reads };
    case 'lms': return { kind: 'lms', stepSize, ...reads };
    case 'rls':
    case 'force': return { kind: readout, lambda: ridge, forgetting, ...reads };
  }
}
