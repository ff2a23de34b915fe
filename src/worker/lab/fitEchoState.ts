import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { restoreUnits } from '../../core/data/standardise.ts';
import { split } from '../../core/math/random.ts';
import { regressionErrors } from '../../core/math/regressionErrors.ts';
import type { RegressionErrors } from '../../core/math/regressionErrors.ts';
import { neverFading } from '../../core/spec/reservoirs.ts';
import { formatNumber } from '../../core/spec/wording.ts';
import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { AddToDrive } from '../../engine/reservoir/reservoir.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions, EchoStateReport, EchoStateRun, ErrorSpread } from '../../protocol/echoState.ts';
import { drawWeights, drawnNetwork } from './drawnNetwork.ts';
import { echoStateSeries } from './echoStateSeries.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { forced, freely } from './feedback.ts';

/** What a fit computes with, and may ask of its surroundings. */
export interface FitSurroundings {
  /** A fresh one for each network. */
  readonly openWorkspace: () => ReservoirWorkspace;
  /** Draws a reservoir; left out, anew each time. */
  readonly draw?: typeof drawWeights;
  /** Settles after everybody else has had a turn. */
  readonly breathe: () => Promise<void>;
  /** Ends the fit: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then which share of the work is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** A network that was fitted, and what it says. */
export interface FittedNetwork extends EchoStateRun {
  /** By their names in a checkpoint. */
  readonly tensors: Readonly<Record<string, NamedArray>>;
  /** For each step, in the units of the target's column. */
  readonly predictions: Float64Array;
}

export interface EchoStateFit {
  readonly report: EchoStateReport;
  readonly series: EchoStateSeries;
  /** Of the first seed. */
  readonly network: FittedNetwork;
}

/** Steps between two breaths. */
const stretch = 1024;

/**
 * Draws echo state networks, learns their readouts from the first part of a series, and tests them on the rest: what `unfold esn`
 * prints, and a panel draws. The state goes on from the one part into the other.
 * @throws SpecError or Error, a sentence, where series or options do not do
 */
export async function fitEchoState(table: NumberTable, asked: EchoStateOptions, surroundings: FitSurroundings): Promise<EchoStateFit> {
  const options = { ...asked, inputs: inOrder(asked) };
  const series = echoStateSeries(table, options);
  const runs: EchoStateRun[] = [];
  let first: FittedNetwork | undefined;
  for (let run = 0; run < options.runs; run++) {
    const { seed, train, test, ...network } = await fitOne(series, options, options.seed + run, surroundings, run);
    first ??= { seed, train, test, ...network };
    runs.push({ seed, train, test });
  }
  const fading = neverFading(options);
  return {
    series, network: first!,
    report: {
      file: table.file, options, rows: { train: series.trainSteps - options.washout, test: series.steps - series.trainSteps },
      train: spreadOf(runs.map(({ train }) => train)), test: spreadOf(runs.map(({ test }) => test)), runs,
      warnings: [...series.warnings, ...(fading === undefined ? [] : [fading])],
    },
  };
}

/** Each column once, the target first where it is among them: the order in which an experiment reads a series. */
function inOrder({ inputs, target }: EchoStateOptions): string[] {
  return [...new Set(inputs.includes(target) ? [target, ...inputs] : inputs)];
}

async function fitOne(series: EchoStateSeries, options: EchoStateOptions, seed: number, surroundings: FitSurroundings, run: number): Promise<FittedNetwork> {
  const { trainSteps, steps, targets } = series;
  surroundings.signal?.throwIfAborted();
  const reservoir = (surroundings.draw ?? drawWeights)(options, seed);
  await surroundings.breathe();
  const network = drawnNetwork(surroundings.openWorkspace(), options, reservoir);
  const pace = pacing(surroundings, run / options.runs, 1 / (options.runs * (trainSteps + steps)));
  const read = options.feedback > 0 ? forced(series.x, series.y, steps) : series.x;
  await learn(network, { ...series, x: read }, options, stateNoise(options, seed), pace);
  const readout = solve(network, options);
  network.reset();
  const predictions = await predict(network, { ...series, x: read }, Float64Array.from(readout), options, pace);
  const errors = (from: number, to: number): RegressionErrors => regressionErrors(targets.subarray(from, to), predictions.subarray(from, to));
  const rows = readout.length - 1;
  return {
    seed, train: errors(options.washout, trainSteps), test: errors(trainSteps, steps), predictions,
    tensors: { ...reservoir, V: { shape: [rows, 1], data: readout.subarray(0, rows) }, c: { shape: [1], data: readout.subarray(rows) } },
  };
}

type Pace = (steps: number) => Promise<void>;

function pacing({ breathe, signal, onProgress }: FitSurroundings, begun: number, ofStep: number): Pace {
  let done = 0;
  return async (steps) => {
    done += steps;
    onProgress?.(begun + done * ofStep);
    await breathe();
    signal?.throwIfAborted();
  };
}

async function learn(network: EchoStateNetwork, { x, y, trainSteps }: EchoStateSeries, { washout }: EchoStateOptions, addToDrive: AddToDrive | undefined, pace: Pace): Promise<void> {
  const n = network.reservoir.inputs;
  for (const [from, to] of stretches(trainSteps)) {
    network.learn({ inputs: x.subarray(from * n, to * n), targets: y.subarray(from, to), washout: Math.max(0, washout - from), ...(addToDrive && { addToDrive }) });
    await pace(to - from);
  }
}

/** What a checkpoint holds is what is tested: rounded to float32. @throws Error, a sentence, where the sums are singular */
function solve(network: EchoStateNetwork, { ridge }: EchoStateOptions): Float32Array {
  const solution = network.solve(ridge);
  if (solution.ok) return Float32Array.from(solution.weights);
  const cause = 'what the readout reads depends on itself to the last digit';
  throw new Error(`The Gram matrix is singular: ${cause} (from number ${solution.feature + 1} of ${network.features} on), so that a ridge of ${formatNumber(ridge)} has no one solution. Raise the ridge, to ${suggested(ridge)} for example.`);
}

const suggested = (ridge: number): string => formatNumber(ridge === 0 ? 1e-6 : Math.max(1e-6, ridge * 100));

/** ε of each unit and step: normal, another at each (Jaeger 2001, section 3). */
function stateNoise({ noise }: EchoStateOptions, seed: number): AddToDrive | undefined {
  if (noise === 0) return undefined;
  const random = split(seed, 'noise');
  return (drive) => { for (let i = 0; i < drive.length; i++) drive[i] = drive[i]! + noise * random.normal(); };
}

/** Where it reads its own output: the targets of the part that is learnt from, from then on what it says. */
async function predict(network: EchoStateNetwork, { x, y, steps, trainSteps, targetScale }: EchoStateSeries, readout: Float64Array, { feedback, inputs }: EchoStateOptions, pace: Pace): Promise<Float64Array> {
  const n = network.reservoir.inputs;
  const predictions = new Float64Array(steps);
  const alone = feedback > 0 ? trainSteps : steps;
  let last = alone > 0 ? [y[alone - 1]!] : [0];
  for (const [from, to] of [...stretches(alone), ...stretches(steps, alone)]) {
    const rows = x.subarray(from * n, to * n);
    const said = from < alone ? network.predict(rows, readout) : freely(network, withoutFedBack(rows, n, inputs.length), readout, last);
    if (from >= alone) last = [said.at(-1)!];
    predictions.set(said.map((value) => restoreUnits(value, targetScale)), from);
    await pace(to - from);
  }
  return predictions;
}

/** The first columns of rows. */
const withoutFedBack = (rows: Float32Array, width: number, kept: number): Float32Array => rows.filter((_, i) => i % width < kept);

function stretches(to: number, from = 0): [number, number][] {
  return Array.from({ length: Math.ceil((to - from) / stretch) }, (_, i) => [from + i * stretch, Math.min(to, from + (i + 1) * stretch)]);
}

function spreadOf(errors: readonly RegressionErrors[]): ErrorSpread {
  const spread = (measure: keyof RegressionErrors) => {
    const values = errors.map((each) => each[measure]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, spread: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null };
  };
  return { nrmse: spread('nrmse'), nmse: spread('nmse'), rmse: spread('rmse'), r2: spread('r2') };
}
