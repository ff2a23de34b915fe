import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { regressionErrors } from '../../core/math/regressionErrors.ts';
import type { RegressionErrors } from '../../core/math/regressionErrors.ts';
import { neverFading } from '../../core/spec/reservoirs.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions, EchoStateReport, EchoStateRun, ErrorSpread } from '../../protocol/echoState.ts';
import type { drawWeights } from './drawnNetwork.ts';
import { driveSeries } from './drive.ts';
import type { Pace } from './drive.ts';
import { echoStateSeries } from './echoStateSeries.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import type { Drive, KeptDrives } from './kept.ts';
import { readSeries, solveReadout } from './readout.ts';

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
  const pace = pacing(surroundings, run, options.runs, trainSteps + 2 * steps);
  const workspace = await surroundings.openWorkspace();
  try {
    const driven = await driveSeries(workspace, series, options, seed, surroundings, pace);
    const readout = solveReadout(driven.network, options);
    const predictions = await readSeries(driven, series, options, readout, pace);
    const errors = (from: number, to: number): RegressionErrors => regressionErrors(targets.subarray(from, to), predictions.subarray(from, to));
    const rows = readout.length - 1;
    surroundings.onProgress?.((run + 1) / options.runs);
    return {
      seed, train: errors(options.washout, trainSteps), test: errors(trainSteps, steps), predictions, drive: driven.drive,
      tensors: { ...driven.drive.tensors, V: { shape: [rows, 1], data: readout.subarray(0, rows) }, c: { shape: [1], data: readout.subarray(rows) } },
    };
  } finally {
    workspace.giveBack?.();
  }
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

function spreadOf(errors: readonly RegressionErrors[]): ErrorSpread {
  const spread = (measure: keyof RegressionErrors) => {
    const values = errors.map((each) => each[measure]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, spread: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null };
  };
  return { nrmse: spread('nrmse'), nmse: spread('nmse'), rmse: spread('rmse'), r2: spread('r2') };
}
