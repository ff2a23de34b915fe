import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { placeOfSeries, seriesOf } from '../../core/data/segments.ts';
import { atOnce } from '../../core/math/turns.ts';
import type { Shares } from '../../core/math/turns.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted } from '../../core/spec/wording.ts';
import type { ClassMemory } from './classCheckpoint.ts';
import type { StepOf } from './echoStateSteps.ts';
import { namesRead, predictingSeries, washoutOf } from './predictSeries.ts';

/** What is said of one series as a whole. */
export interface SeriesClass {
  /** In the column that tells the series apart; without one, the file. */
  readonly name: string;
  readonly said: string;
  /** By what it was decided: near 1 for the class, near 0 for the others. */
  readonly answers: readonly number[];
  /** What it is, where the table says so. */
  readonly truth?: string;
}

/** The class of each series of a table, by the network of a checkpoint. @throws SpecError, a sentence, where the table does not do */
export const predictClasses = (checkpoint: Checkpoint, memory: ClassMemory, table: NumberTable, stepOf?: StepOf): SeriesClass[] => atOnce(predictingClasses(checkpoint, memory, table, stepOf));

/** The same in pieces. */
export function* predictingClasses(checkpoint: Checkpoint, { column, names, pool }: ClassMemory, table: NumberTable, stepOf?: StepOf): Shares<SeriesClass[]> {
  const { prediction, more } = yield* predictingSeries(checkpoint, table, stepOf);
  const said = [prediction, ...more.map((each) => each.prediction)];
  const { series } = namesRead(checkpoint);
  const washout = washoutOf(checkpoint);
  const [ofSeries, ofClass] = [wordsOf(table, series), wordsOf(table, column)];
  return seriesOf(table, series).map(({ from, to }, index) => {
    if (to - from <= washout) throw new SpecError(`${placeOfSeries(table, series, from)} has ${counted(to - from, 'row')}, and the network takes ${washout} for its washout before it tells a class: give it more rows, or leave it out.`, ['data', 'file']);
    const first = pool === 'last' ? to - 1 : from + washout;
    const answers = said.map((each) => each.subarray(first, to).reduce((sum, value) => sum + value, 0) / (to - first));
    return { name: ofSeries?.[from] ?? table.fileNames?.[index] ?? table.file, said: names[answers.indexOf(Math.max(...answers))]!, answers, ...(ofClass && { truth: ofClass[from]! }) };
  });
}

/** A column as it is written, where it is there. */
function wordsOf(table: NumberTable, column: string): readonly string[] | undefined {
  const at = table.header.indexOf(column);
  return at < 0 ? undefined : table.words?.(at) ?? Array.from(table.column(at), String);
}
