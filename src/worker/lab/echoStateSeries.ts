import type { NumberTable } from '../../core/data/numberTable.ts';
import { learntRows, seriesOf, within } from '../../core/data/segments.ts';
import type { Segment } from '../../core/data/segments.ts';
import { seriesColumns } from '../../core/data/seriesColumns.ts';
import { fitScale, isConstant, isExtreme, standardise } from '../../core/data/standardise.ts';
import type { Scale } from '../../core/data/standardise.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted } from '../../core/spec/wording.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { checkTargets } from './measured.ts';

/** The columns of a table as a network reads them, step by step: at t the inputs of a row and the targets `horizon` rows later. */
export interface EchoStateSeries {
  readonly file: string;
  /** Of that file, the first where there are several. */
  readonly rows: number;
  /** By the part that is learnt from. */
  readonly targetScale: Scale;
  /** Of all targets, that one first. */
  readonly targetScales: readonly Scale[];
  readonly inputScales: readonly Scale[];
  /** `[steps, inputs]`, standardised */
  readonly x: Float32Array;
  /** `[steps, targets]`, standardised */
  readonly y: Float32Array;
  /** `[steps]`, as the column has it: what is said is measured against that. */
  readonly targets: Float64Array;
  /** The same of all targets, that one first. */
  readonly allTargets: readonly Float64Array[];
  /** The series one after another, each with its steps. */
  readonly segments: readonly Segment[];
  /** The rows of each in the table. */
  readonly rowSegments: readonly Segment[];
  /** Steps whose target lies in the part that is learnt from; the others are tested with. Of several series, whole ones. */
  readonly trainSteps: number;
  readonly steps: number;
  readonly warnings: readonly string[];
}

type Asked = Pick<EchoStateOptions, 'inputs' | 'target' | 'moreTargets' | 'series' | 'horizon' | 'test' | 'washout' | 'feedback'>;

/** @throws SpecError, a sentence, where a column isn't there, is not of numbers or never changes, or there are too few rows */
export function echoStateSeries(table: NumberTable, asked: Asked): EchoStateSeries {
  const { inputs, horizon } = asked;
  const names = [asked.target, ...asked.moreTargets];
  const { file, rows } = table;
  checkColumns(asked, names);
  if (rows === 0) throw problem(`${file} has no rows.`);
  const placed = seriesColumns(table, { column: names[0]!, targets: names.slice(1), inputs });
  const ofRows = seriesOf(table, asked.series);
  const trainRows = learntRows(ofRows, asked.test);
  const segments = stepsOf(ofRows, horizon);
  const trainSteps = segments.filter((_, i) => ofRows[i]!.from < trainRows).reduce((sum, { from, to }, i) => sum + Math.max(0, Math.min(to - from, trainRows - ofRows[i]!.from - horizon)), 0);
  const steps = segments.at(-1)!.to;
  checkLengths(asked, file, segments, rows, trainSteps, steps);
  const columns = placed.map((at) => table.column(at));
  const [ys, xs] = [columns.slice(0, names.length), columns.slice(names.length)];
  const [targetScales, inputScales] = [names, inputs].map((each, k) => each.map((name, i) => scaleOf(file, name, (k === 0 ? ys : xs)[i]!.subarray(0, trainRows)))) as [Scale[], Scale[]];
  const ahead = ys.map((column) => gathered(column, ofRows, horizon));
  checkTargets(table, names, ahead, { segments, rowSegments: ofRows, trainSteps, steps }, asked);
  const constant = inputs.filter((_, i) => isConstant(xs[i]!.subarray(0, trainRows)));
  if (constant.length === inputs.length) throw problem(`"${constant[0]}" of ${file} never changes in the part that is learnt from, so that it says nothing about "${names[0]}": read another column.`);
  return {
    file, rows: table.files?.[0] ?? rows, targetScale: targetScales[0]!, targetScales, inputScales, segments, rowSegments: ofRows, trainSteps, steps,
    x: interleaved(file, xs.map((column) => (ofRows.length === 1 ? column : gathered(column, ofRows, 0, horizon))), inputScales, steps), targets: ahead[0]!, allTargets: ahead,
    y: interleaved(file, ahead, targetScales, steps),
    warnings: constant.map((name) => `"${name}" never changes in the part that is learnt from: there is nothing to learn from it.`),
  };
}

function checkColumns({ inputs, horizon, feedback }: Asked, names: readonly string[]): void {
  if (inputs.length === 0) throw problem('There is no column to read: name one as an input.');
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw problem(`"${twice}" is asked for twice.`);
  const read = names.find((name) => inputs.includes(name));
  if (read === undefined) return;
  const unread = names.find((name) => !inputs.includes(name));
  if (unread !== undefined) throw problem(`Of the targets "${read}" is read, but "${unread}" is not: read all of them, or none.`);
  if (horizon === 0) throw problem(`"${read}" is read and asked for in the same row: look 1 or more rows ahead (horizon), or read another column.`);
  if (feedback > 0 && horizon === 1) throw problem(`Fed back, the forecast of "${read}" for a row would be read with the row itself: set the feedback to 0, do not read "${read}", or look 2 or more rows ahead (horizon).`);
}

/** The last `horizon` rows of a series have no target. */
function stepsOf(series: readonly Segment[], horizon: number): Segment[] {
  let before = 0;
  return series.map(({ from, to }) => ({ from: before, to: before += Math.max(0, to - from - horizon) }));
}

/** Of each series the rows from `skip` on, but for the last `leave`. */
function gathered(column: Float64Array, series: readonly Segment[], skip: number, leave = 0): Float64Array {
  if (series.length === 1) return column.slice(skip, column.length - leave);
  const parts = series.map(({ from, to }) => column.subarray(Math.min(to, from + skip), Math.max(from, to - leave)));
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => { all.set(part, at); return at + part.length; }, 0);
  return all;
}

function checkLengths({ washout, series, horizon }: Asked, file: string, segments: readonly Segment[], rows: number, trainSteps: number, steps: number): void {
  if (steps === 0) throw problem(`${file} has ${counted(rows, 'row')}, of which none has another ${counted(horizon, 'row')} ahead: lower the horizon.`);
  const left = (from: number, to: number): number => within(segments, from, to).reduce((sum, each) => sum + Math.max(0, each.to - each.from - washout), 0);
  if (segments.length === 1 ? trainSteps - washout < 2 : left(0, trainSteps) < 2) throw tooShort(file, segments.length === 1 ? Math.max(0, trainSteps) : longest(segments), washout, segments.length > 1);
  if (steps - trainSteps < 2) throw problem(`Of ${counted(rows, 'row')} of ${file} fewer than 2 are kept to test with: keep a larger share.`);
  if (segments.length > 1 && left(trainSteps, steps) < 2) throw problem(`The series of ${file}${series === '' ? '' : ` ("${series}")`} that are kept to test with are shorter than the washout of ${counted(washout, 'step')}: lower it.`);
}

const longest = (segments: readonly Segment[]): number => segments.reduce((most, { from, to }) => Math.max(most, to - from), 0);

function scaleOf(file: string, name: string, values: Float64Array): Scale {
  const scale = fitScale(name, values);
  if (isExtreme(scale)) throw problem(`${file}: the numbers of "${name}" are too large, or too close to each other, to compute with. Scale the column.`);
  return scale;
}

/** `[steps, columns]` of standardised numbers. @throws SpecError where one is beyond what can be computed with */
export function interleaved(file: string, columns: readonly Float64Array[], scales: readonly Scale[], steps: number): Float32Array {
  const x = new Float32Array(steps * columns.length);
  columns.forEach((column, k) => { for (let t = 0; t < steps; t++) x[t * columns.length + k] = standardise(column[t]!, scales[k]!); });
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw problem(`${file}, data row ${Math.floor(bad / columns.length) + 1}: "${scales[bad % columns.length]!.name}" is too far from what was learnt from to compute with.`);
  return x;
}

function tooShort(file: string, steps: number, washout: number, several: boolean): SpecError {
  const left = `of ${several ? 'the ' : ''}${counted(steps, 'step')} ${several ? 'of its longest series' : 'to learn from'} the washout takes ${counted(washout, 'step')}`;
  return problem(`${file} is too short: ${left}, and at least 2 must be left. Lower the washout${several ? '' : ', or keep a smaller share to test with'}.`);
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
