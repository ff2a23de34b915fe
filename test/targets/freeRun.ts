import { tableOfText } from '../../src/core/data/numberTable.ts';
import { standardise } from '../../src/core/data/standardise.ts';
import type { Scale } from '../../src/core/data/standardise.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { forecastColumns } from '../../src/core/spec/forecastColumns.ts';
import { echoStateDefaults } from '../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../src/protocol/echoState.ts';
import { breather } from '../../src/worker/breather.ts';
import { echoStateCheckpoint } from '../../src/worker/lab/echoStateCheckpoint.ts';
import { echoStateSteps } from '../../src/worker/lab/echoStateSteps.ts';
import { fitEchoState } from '../../src/worker/lab/fitEchoState.ts';
import { reservoirKernels } from '../../src/worker/node/reservoirKernels.ts';
import type { Lab } from './lib/lab.ts';

/** What is read before a network runs freely. */
const warm = 300;

/** A series standardised as its network reads it, and the network. */
export interface FreeRunner {
  /** Rows of all columns. */
  readonly rows: readonly (readonly number[])[];
  /** What it says of the `steps` rows after a row, all but the first from what it said itself. */
  from(row: number, steps: number): number[][];
}

/** The network that `unfold esn` fits to a file beside a variant's experiment, with what that says of it. */
export async function freeRunner(lab: Lab, file: string, variant: string, seed: number): Promise<FreeRunner> {
  const experiment = lab.experiment(variant, seed);
  const table = tableOfText(await lab.readText(file), file);
  const fit = await fitEchoState(table, optionsOf(experiment), { openWorkspace: await reservoirKernels(lab.dist, 1), breathe: breather() });
  lab.computedOn('kernels of reservoirs on wasm, one thread');
  const checkpoint = echoStateCheckpoint(fit, experiment, 0);
  const columns = (checkpoint.vocabulary['columns'] as Scale[]).map(scale => table.column(table.header.indexOf(scale.name)).map(value => standardise(value, scale)));
  const rows = Array.from({ length: table.rows }, (_, t) => columns.map(column => column[t]!));
  const begin = echoStateSteps(checkpoint);
  return {
    rows,
    from(row, steps) {
      const step = begin();
      let o: ArrayLike<number> = [];
      for (let t = row - warm + 1; t <= row; t++) o = step(rows[t]!.map(Math.fround));
      const said = [Array.from(o)];
      while (said.length < steps) said.push(Array.from(o = step(o)));
      return said;
    },
  };
}

function optionsOf({ data, model: { layers: [layer] }, training: { readout }, seed }: ResolvedExperiment): EchoStateOptions {
  if (data.kind !== 'series' || layer!.cell.kind !== 'reservoir' || readout.kind !== 'ridge') throw new Error('A free run is that of a reservoir under a ridge readout.');
  const { alpha, topology, spectralRadius, density, inputScaling, bias } = layer!.cell;
  const [target, ...moreTargets] = forecastColumns(data);
  return {
    ...echoStateDefaults, inputs: forecastColumns(data), target: target!, moreTargets, horizon: data.horizon, test: data.validation, units: layer!.hiddenSize,
    topology, spectralRadius, density, inputScaling, bias, leakRate: 1 - alpha, washout: readout.washout, ridge: readout.lambda, readInputs: readout.inputs, squares: readout.squares, seed,
  };
}
