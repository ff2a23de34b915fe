import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { restoreUnits } from '../../core/data/standardise.ts';
import type { Scale } from '../../core/data/standardise.ts';
import type { RegressionErrors } from '../../core/math/regressionErrors.ts';
import { SpecError } from '../../core/spec/problem.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions, EchoStateReport, EchoStateRun } from '../../protocol/echoState.ts';
import { tooLarge } from '../../protocol/fitMemory.ts';
import { layersOf } from '../../protocol/reservoirLayers.ts';
import type { drawWeights } from './drawnNetwork.ts';
import { driveSeries } from './drive.ts';
import type { Pace } from './drive.ts';
import { echoStateSeries } from './echoStateSeries.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { fadingWarnings } from './fading.ts';
import type { Drive, KeptDrives } from './kept.ts';
import { meanWarnings } from './meanWarnings.ts';
import { countSteps, measuredSteps } from './measured.ts';
import type { Measured } from './measured.ts';
import { isOfSums, learnReadout, readSeries } from './readout.ts';
import { byTarget, errorsOfEach, spreadOf, together } from './seriesErrors.ts';
import type { RunErrors } from './seriesErrors.ts';

export interface LentWorkspace extends ReservoirWorkspace {
  readonly giveBack?: () => void;
}

/** What a fit computes with, and may ask of its surroundings. */
export interface FitSurroundings {
  /** One that nobody else computes in until it is given back. */
  readonly openWorkspace: () => LentWorkspace | Promise<LentWorkspace>;
  /** Draws a reservoir; left out, anew each time. */
  readonly draw?: typeof drawWeights;
  /** What earlier drives left. */
  readonly kept?: KeptDrives;
  /** Bytes of states that one drive may keep. */
  readonly room?: number;
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
  /** What its drive left. */
  readonly drive: Drive;
  /** For each step, in the units of the target's column. */
  readonly predictions: Float64Array;
  /** The same of each target. */
  readonly said: readonly Float64Array[];
}

export interface EchoStateFit {
  readonly report: EchoStateReport;
  readonly series: EchoStateSeries;
  /** Of the first seed. */
  readonly network: FittedNetwork;
}

/**
 * Draws echo state networks, learns their readouts from the first part of a series, and tests them on the rest: what `unfold esn`
 * prints, and a panel draws. The state goes on from the one part into the other.
 * @throws SpecError or Error, a sentence, where series or options do not do
 */
export async function fitEchoState(table: NumberTable, asked: EchoStateOptions, surroundings: FitSurroundings): Promise<EchoStateFit> {
  const options = { ...asked, inputs: inOrder(asked) };
  const large = tooLarge(options);
  if (large !== undefined) throw new SpecError(large, ['model', 'layers']);
  checkReadout(options);
  const series = echoStateSeries(table, options);
  const measured = measuredSteps(series, options);
  const [runs, errors]: [EchoStateRun[], RunErrors[]] = [[], []];
  let first: FittedNetwork | undefined;
  for (let run = 0; run < options.runs; run++) {
    const { network, ...each } = await fitOne(series, options, options.seed + run, measured, surroundings, run);
    first ??= network;
    runs.push({ seed: network.seed, train: network.train, test: network.test });
    errors.push(each);
  }
  const targets = byTarget(errors, series);
  return {
    series, network: first!,
    report: {
      file: table.file, options, rows: { train: countSteps(measured.train), test: countSteps(measured.test) },
      train: spreadOf(runs.map(({ train }) => train)), test: spreadOf(runs.map(({ test }) => test)), ...(targets.length > 1 && { targets }), runs,
      warnings: [...series.warnings, ...(options.readout === 'force' ? [alone] : fadingWarnings(options)), ...meanWarnings(targets, options)],
    },
  };
}

const alone = 'Learnt by FORCE, the network goes on by itself in the part that is tested with: it reads what it said itself, never the column.';

/** Each column once, the targets first where they are among them: the order in which an experiment reads a series. */
function inOrder({ inputs, target, moreTargets }: EchoStateOptions): string[] {
  return [...new Set([...[target, ...moreTargets].filter((name) => inputs.includes(name)), ...inputs])];
}

/** @throws SpecError, a sentence, where the readout cannot be learnt so */
function checkReadout({ readout, ridge, feedback, horizon, inputs, target, moreTargets }: EchoStateOptions): void {
  if ((readout === 'rls' || readout === 'force') && ridge === 0) throw new SpecError('Recursive least squares begin with a ridge above 0: raise it, to 1e-6 for example.', ['training', 'readout']);
  const own = horizon === 1 && [target, ...moreTargets].every((name) => inputs.includes(name));
  if (readout === 'force' && feedback === 0 && !own) throw new SpecError(`FORCE learns while the network reads its own output: set the feedback above 0, or read "${target}" and look one row ahead (horizon 1).`, ['training', 'readout']);
}

async function fitOne(series: EchoStateSeries, options: EchoStateOptions, seed: number, measured: Measured, surroundings: FitSurroundings, run: number): Promise<{ network: FittedNetwork } & RunErrors> {
  const { trainSteps, steps, targetScales } = series;
  surroundings.signal?.throwIfAborted();
  const pace = pacing(surroundings, run, options.runs, workOf(options, trainSteps, steps));
  const workspace = await surroundings.openWorkspace();
  try {
    const driven = await driveSeries(workspace, series, options, seed, surroundings, pace);
    const { outputs, features } = driven.network;
    const readout = await learnReadout(workspace, driven, series, options, seed, pace);
    const standardised = await readSeries(driven, series, options, readout, pace);
    const said = targetScales.map((scale, k) => inUnits(standardised, k, outputs, scale));
    const [train, test] = [measured.train, measured.test].map((parts) => errorsOfEach(series, said, parts)) as [RegressionErrors[], RegressionErrors[]];
    const rows = (features - 1) * outputs;
    surroundings.onProgress?.((run + 1) / options.runs);
    return {
      train, test,
      network: {
        seed, train: together(train), test: together(test), predictions: said[0]!, said, drive: driven.drive,
        tensors: { ...driven.drive.tensors, V: { shape: [features - 1, outputs], data: readout.subarray(0, rows) }, c: { shape: [outputs], data: readout.subarray(rows) } },
      },
    };
  } finally {
    workspace.giveBack?.();
  }
}

/** What is said of one target, in the units of its column. */
function inUnits(standardised: Float64Array, target: number, outputs: number, scale: Scale): Float64Array {
  const said = new Float64Array(standardised.length / outputs);
  for (let t = 0; t < said.length; t++) said[t] = restoreUnits(standardised[t * outputs + target]!, scale);
  return said;
}

/** Steps that are done at most: all are driven and read, those learnt from once more where there is noise in them, and once more where the readout is not of their sums. */
function workOf(options: EchoStateOptions, trainSteps: number, steps: number): number {
  const isNoisy = layersOf(options).some(({ noise }) => noise > 0);
  return ((isNoisy ? 1 : 0) + (isOfSums(options) ? 0 : 1)) * trainSteps + 2 * steps;
}

/** @param work at most so many steps are done in a run */
function pacing({ breathe, signal, onProgress }: FitSurroundings, run: number, runs: number, work: number): Pace {
  let done = 0;
  return async (steps) => {
    done += steps;
    onProgress?.((run + Math.min(1, done / work)) / runs);
    await breathe();
    signal?.throwIfAborted();
  };
}
