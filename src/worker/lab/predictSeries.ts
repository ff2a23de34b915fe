import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { seriesOf } from '../../core/data/segments.ts';
import type { Segment } from '../../core/data/segments.ts';
import { seriesColumns } from '../../core/data/seriesColumns.ts';
import { restoreUnits } from '../../core/data/standardise.ts';
import type { Scale } from '../../core/data/standardise.ts';
import { atOnce } from '../../core/math/turns.ts';
import type { Shares } from '../../core/math/turns.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { forecastColumns } from '../../core/spec/forecastColumns.ts';
import { isOfReservoirs } from '../../core/spec/ofReservoirs.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { modelOf } from '../../core/train/compileModel.ts';
import { checkFit } from '../../engine/snapshotNames.ts';
import { interleaved } from './echoStateSeries.ts';
import { echoStateSteps } from './echoStateSteps.ts';
import type { StepOf } from './echoStateSteps.ts';

export interface SeriesPrediction {
  readonly column: string;
  /** How many rows after the one that was read last each speaks of. */
  readonly horizon: number;
  /** The series of the table, each with an end of its own. */
  readonly segments: readonly Segment[];
  /** One for each row, in the units of the column. */
  readonly prediction: Float64Array;
  /** The column itself, where the table has it. */
  readonly target: Float64Array | undefined;
  /** The same of further columns that it says. */
  readonly more: readonly Pick<SeriesPrediction, 'column' | 'prediction' | 'target'>[];
}

/** Rows between two yields, some milliseconds. */
const rowsOfPiece = 64;

type Series = Extract<ResolvedExperiment['data'], { kind: 'series' }>;

/** What `predictSeries` reads of a table. @throws Error, a sentence, for a checkpoint that is not of reservoirs reading a series */
export function columnsOf({ experiment: { data, model, training } }: Checkpoint): Series {
  if (data.kind !== 'series') throw new Error(`This checkpoint is not of a series, but of data of kind "${data.kind}".`);
  if (training.loss !== 'meanSquaredError') throw new Error(`This checkpoint forecasts a probability (\`loss\` "${training.loss}"), not a number: see what it forecasts by unfold sample.`);
  if (isOfReservoirs(model)) return data;
  throw new Error('This checkpoint is not of reservoirs under a linear readout at each step, as `unfold esn` makes them: see what it forecasts by unfold sample.');
}

/** Before anything is predicted: whether a file has the arrays that its experiment asks for. @throws Error, a sentence about the first that does not fit */
export function checkArrays(checkpoint: Checkpoint, file: string): void {
  const { experiment, tensors } = checkpoint;
  const sizes = { inputSize: namesRead(checkpoint).inputs.length, outputSize: forecastColumns(columnsOf(checkpoint)).length };
  const shapes = Object.fromEntries(modelOf(experiment, sizes).parameters.map(({ name, shape }) => [name, shape]));
  try {
    checkFit(Object.fromEntries(Object.entries(tensors).filter(([name]) => name in shapes)), shapes);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message} The file was changed by hand, or is damaged: fit the network again.`, { cause: error });
  }
}

/** The columns that a network reads, and the one by which series are told apart: ''. */
export function namesRead(checkpoint: Checkpoint): { readonly inputs: readonly string[]; readonly series: string } {
  const data = columnsOf(checkpoint);
  const { series } = checkpoint.vocabulary;
  return { inputs: [...(data.itself ? forecastColumns(data) : []), ...data.inputs], series: typeof series === 'string' ? series : '' };
}

/** How many of the first rows of each series bring the state, which begins at 0, into its stride. */
export function washoutOf({ experiment: { training: { readout } } }: Checkpoint): number {
  return readout.kind === 'gradient' ? 0 : readout.washout;
}

/**
 * What the reservoirs of a checkpoint say to a table, from the state 0 on at each series, its own output fed back where it reads that:
 * at each row, of the row `horizon` later.
 * @param stepOf how its reservoirs take a step: left out, plainly @throws SpecError, a sentence, where a column isn't there or is not of numbers
 */
export const predictSeries = (checkpoint: Checkpoint, table: NumberTable, stepOf?: StepOf): SeriesPrediction => atOnce(predictingSeries(checkpoint, table, stepOf));

/** The same in pieces. */
export function* predictingSeries(checkpoint: Checkpoint, table: NumberTable, stepOf?: StepOf): Shares<SeriesPrediction> {
  const data = columnsOf(checkpoint);
  const { inputs: names, series } = namesRead(checkpoint);
  if (table.rows === 0) throw new SpecError(`${table.file} has no rows.`, ['data', 'file']);
  const at = seriesColumns(table, { column: names[0]!, inputs: names.slice(1) });
  const scales = (checkpoint.vocabulary['columns'] as Scale[]);
  const scaleOf = (name: string): Scale => scales.find((scale) => scale.name === name)!;
  const x = interleaved(table.file, at.map((index) => table.column(index)), names.map(scaleOf), table.rows);
  const said = forecastColumns(data).map(() => new Float64Array(table.rows));
  const segments = seriesOf(table, series);
  const begin = echoStateSteps(checkpoint, stepOf);
  for (const { from, to } of segments) {
    const step = begin();
    for (let t = from; t < to; t++) {
      step(x.subarray(t * names.length, (t + 1) * names.length)).forEach((o, k) => { said[k]![t] = o; });
      if (t % rowsOfPiece === 0) yield t / table.rows;
    }
  }
  const [first, ...more] = forecastColumns(data).map((column, k) => ({ column, prediction: said[k]!.map((value) => restoreUnits(value, scaleOf(column))), target: targetOf(table, column) }));
  return { ...first!, horizon: data.horizon, segments, more };
}

/** What was said of one series at the rows from `from` on. */
export function saidFrom(from: number, { horizon, segments, more, ...own }: SeriesPrediction): SeriesPrediction {
  const cut = <S extends Pick<SeriesPrediction, 'prediction' | 'target'>>(each: S): S => ({ ...each, prediction: each.prediction.subarray(from), target: each.target?.subarray(from) });
  return { ...cut(own), horizon, segments: [{ from: 0, to: segments.at(-1)!.to - from }], more: more.map(cut) };
}

/** The column itself, where it is there and whole: what comes tomorrow is not known yet. */
function targetOf(table: NumberTable, column: string): Float64Array | undefined {
  const at = table.header.indexOf(column);
  try {
    return at < 0 ? undefined : table.column(at);
  } catch {
    return undefined;
  }
}
