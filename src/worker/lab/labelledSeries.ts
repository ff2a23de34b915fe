import type { NumberTable } from '../../core/data/numberTable.ts';
import { placeOfSeries, seriesOf } from '../../core/data/segments.ts';
import type { Segment } from '../../core/data/segments.ts';
import { seriesColumns } from '../../core/data/seriesColumns.ts';
import { fitScale, isConstant, isExtreme } from '../../core/data/standardise.ts';
import type { Scale } from '../../core/data/standardise.ts';
import { split } from '../../core/math/random.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted } from '../../core/spec/wording.ts';
import type { Split } from '../../protocol/classes.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { interleaved } from './echoStateSeries.ts';
import { gather } from './measured.ts';
import { splitByClass } from './splitByClass.ts';

/** Series, and the class of each. */
export interface Labels {
  readonly series: readonly Segment[];
  /** Places among the classes. */
  readonly labels: readonly number[];
  readonly classes: readonly string[];
}

/** And what of them is read; which are learnt from, and which tested with. */
export interface LabelledSeries extends Labels, Split {
  readonly x: Float32Array;
  readonly inputScales: readonly Scale[];
  /** Columns that are read and never change. */
  readonly constant: readonly string[];
}

/** @throws SpecError, a sentence, where there are too few series or classes, or a series is of two or too short */
export function labelsOf(table: NumberTable, { inputs, target, series: apart, washout }: EchoStateOptions): Labels {
  const { file } = table;
  if (inputs.length === 0 || inputs.includes(target)) throw problem(`Name the columns that are read as inputs, without "${target}", which is the class.`);
  const [at] = seriesColumns(table, { column: target, inputs });
  const series = seriesOf(table, apart);
  if (series.length < 4) throw problem(`${file} has ${counted(series.length, 'series', 'series')}: to tell classes takes 4 at least, told apart by a column (series), or in files of their own.`);
  const values = table.words?.(at!) ?? table.column(at!);
  const own = series.map(({ from, to }) => {
    let other = from + 1;
    while (other < to && values[other] === values[from]) other++;
    if (other < to) throw problem(`${placeOfSeries(table, apart, from)} is of two classes ("${target}"), "${values[from]}" and from its row ${other - from + 1} on "${values[other]}": give it one, or tell the series apart by a column that changes with the class (series).`);
    if (to - from <= washout) throw problem(`${placeOfSeries(table, apart, from)} has ${counted(to - from, 'row')}, and the washout takes ${washout}: lower the washout, or leave the series out.`);
    return String(values[from]);
  });
  const classes = [...new Set(own)].sort();
  if (classes.length < 2) throw problem(`All series of ${file} are of the class "${classes[0]}" ("${target}"), so that there is nothing to tell: add series of another class, or choose another column as the class.`);
  return { series, labels: own.map((label) => classes.indexOf(label)), classes };
}

/** Which series are tested with: a share of each class, drawn by the first seed. @throws SpecError, a sentence, where none is left */
export function drawnSplit(file: string, { labels }: Labels, { target, test: share, seed }: EchoStateOptions): Split {
  const drawn = splitByClass(labels, share, split(seed, 'data'));
  if (drawn.test.length === 0) throw problem(`Each class of ${file} ("${target}") has one series, which is learnt from, so that none is left to test with: add series of these classes, or choose another column as the class.`);
  return drawn;
}

/** The series of a split, and no others. @throws SpecError, a sentence, where columns or classes do not do */
export function labelledSeries(table: NumberTable, options: EchoStateOptions, given?: Split): LabelledSeries {
  const { file } = table;
  const { inputs, target } = options;
  const all = labelsOf(table, options);
  const { train, test } = given ?? drawnSplit(file, all, options);
  const used = [...train, ...test].sort((a, b) => a - b);
  const places = new Map(used.map((s, place) => [s, place]));
  const [, ...placed] = seriesColumns(table, { column: target, inputs });
  const columns = placed.map((index) => table.column(index));
  const learnt = columns.map((column) => gather(column, train.map((s) => all.series[s]!)));
  const inputScales = learnt.map((values, k) => scaleOf(file, inputs[k]!, values));
  const constant = inputs.filter((_, k) => isConstant(learnt[k]!));
  if (constant.length === inputs.length) throw problem(`"${constant[0]}" of ${file} never changes in the series that are learnt from, so that it says nothing about "${target}": read another column.`);
  return {
    x: interleaved(file, columns, inputScales, table.rows), inputScales, constant, classes: all.classes, series: used.map((s) => all.series[s]!), labels: used.map((s) => all.labels[s]!),
    train: train.map((s) => places.get(s)!), test: test.map((s) => places.get(s)!),
  };
}

function scaleOf(file: string, name: string, learnt: Float64Array): Scale {
  const scale = fitScale(name, learnt);
  if (isExtreme(scale)) throw problem(`${file}: the numbers of "${name}" are too large, or too close to each other, to compute with. Scale the column.`);
  return scale;
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
