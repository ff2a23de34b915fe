import type { NumberTable } from '../data/numberTable.ts';
import { SpecError } from '../spec/problem.ts';
import { isTimeName } from '../spec/systemColumns.ts';
import { counted } from '../spec/wording.ts';
import { isNumber, isTime } from './cellKind.ts';
import { checkHeader } from './checkHeader.ts';
import type { ColumnProfile, TableProfile } from './profile.ts';

/** A table, whole or its beginning. */
export interface LookedAt extends NumberTable {
  /** Rows that were looked at; `rows` is how many there are, about. */
  readonly looked: number;
  readonly isWhole: boolean;
}

/** Words of a column by which it is known what it holds. */
const mostWords = 1000;
/** Classes that a row may say; more are names of something. */
const mostClasses = 6;

const timeWhy = 'is the time';
const seriesName = /^(series|sequence|recording|patient|subject|person|user|session|trial|episode|station|sensor|site|location|city|country|store|device|machine|meter|unit|unique_id|group)$|(^|_)id$/i;

/** What each column of a table is. @throws SpecError where none can be read as numbers */
export function tableProfile(table: LookedAt): TableProfile {
  const { file, header, rows, looked, isWhole } = table;
  if (looked === 0) throw wrong(`${file} has a line that names the columns, and no rows below it.`);
  checkHeader(table);
  const written = header.map((_, index) => columnOf(table, index));
  const series = header.flatMap((name, index) => seriesIn(name, written[index]!))[0];
  const longest = series?.longest ?? { from: 0, to: looked };
  const columns = header.map((name, index) => (name === series?.name ? { name, role: 'series' as const } : roleOf(name, written[index]!, longest, table)));
  if (!columns.some(({ role }) => role === 'number' || role === 'binary')) throw wrong(noNumbers(file, columns));
  const seconds = written.map(secondsOf).find(each => each !== undefined);
  return { kind: 'table', file, rows, isWhole, columns, ...(series && { series: { name: series.name, lengths: series.lengths } }), ...(seconds !== undefined && { rowSeconds: seconds }) };
}

/** A column as numbers, or why it is none; its words where a file writes them. */
interface Written {
  readonly numbers?: Float64Array;
  readonly why?: string;
  readonly words?: readonly string[];
}

function columnOf(table: LookedAt, index: number): Written {
  const words = table.words?.(index);
  try {
    return { numbers: table.column(index), ...(words && { words }) };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return { why: error.message, ...(words && { words }) };
  }
}

function roleOf(name: string, { numbers, why, words }: Written, { from, to }: Segment, { header, looked, isWhole }: LookedAt): ColumnProfile {
  const leftOut = (reason: string): ColumnProfile => ({ name, role: 'leftOut', why: reason });
  if (name === '') return leftOut('has no name');
  if (header.indexOf(name) !== header.lastIndexOf(name)) return leftOut('is there twice');
  if (numbers === undefined) return ofWords(name, words, why!);
  const own = numbers.subarray(from, to);
  if (numbers.every(value => value === numbers[0])) return leftOut(isWhole ? 'never changes' : `does not change in the first ${counted(looked, 'row')}`);
  if (own.length > 4 && isEven(own)) return leftOut('counts the rows');
  if (isTimeName(name) && isRising(own)) return leftOut(timeWhy);
  const binary = isWhole && numbers.every(value => value === 0 || value === 1);
  return { name, role: binary ? 'binary' : 'number', values: own };
}

/** A column that is not of numbers, or not in every row. */
function ofWords(name: string, words: readonly string[] | undefined, why: string): ColumnProfile {
  const leftOut = (reason: string): ColumnProfile => ({ name, role: 'leftOut', why: reason });
  const first = (words ?? []).slice(0, mostWords);
  const share = (is: (word: string) => boolean): number => first.filter(is).length / Math.max(1, first.length);
  if (first.length === 0) return leftOut(/ is a column of ([^;]+);/.test(why) ? `is of ${/ is a column of ([^;]+);/.exec(why)![1]!}` : why);
  if (share(isTime) > 0.9) return leftOut(timeWhy);
  if (share(word => isNumber(word) || isDecimalComma(word)) > 0.5) return leftOut(`cannot be read: ${why}`);
  const different = [...new Set(words)];
  const rows = words!.length;
  const isClasses = different.length >= 2 && different.length <= mostClasses && rows >= 5 * different.length && different.every(word => word.trim() !== '' && word === word.trim());
  return isClasses ? { name, role: 'classes', words: different.sort() } : leftOut('is text');
}

interface Segment { readonly from: number; readonly to: number }

/** A column whose rows of one value follow each other: several series. By its words, unless they are days or a few classes that rows are sorted by, or by a name that says so. */
function seriesIn(name: string, { numbers, words }: Written): { name: string; lengths: number[]; longest: Segment }[] {
  if (words === undefined && numbers === undefined) return [];
  if (numbers !== undefined && !(seriesName.test(name) && numbers.every(Number.isInteger))) return [];
  if (numbers === undefined && !seriesName.test(name)) {
    const { role, why } = ofWords(name, words, '');
    if (role === 'classes' || why === timeWhy) return [];
  }
  const values: ArrayLike<string | number> = numbers ?? words!;
  const starts: number[] = [];
  const seen = new Set<string | number>();
  for (let row = 0; row < values.length; row++) {
    if (row > 0 && values[row] === values[row - 1]) continue;
    if (values[row] === '' || seen.has(values[row]!)) return [];
    seen.add(values[row]!);
    starts.push(row);
  }
  const segments = starts.map((from, i): Segment => ({ from, to: starts[i + 1] ?? values.length }));
  if (segments.length < 2 || values.length < 4 * segments.length) return [];
  const longest = segments.reduce((most, each) => (each.to - each.from > most.to - most.from ? each : most));
  return [{ name, lengths: segments.map(({ from, to }) => to - from), longest }];
}

const isDecimalComma = (word: string): boolean => /^[+-]?\d+,\d+$/.test(word);
const isRising = (values: Float64Array): boolean => values.every((value, i) => i === 0 || value >= values[i - 1]!);

/** From each row to the next by the same step. */
function isEven(values: Float64Array): boolean {
  const step = values[1]! - values[0]!;
  return step !== 0 && values.every((value, i) => i === 0 || Math.abs(value - values[i - 1]! - step) <= 1e-6 * Math.abs(step));
}

/** Seconds from row to row by a column of dates: what most of the first steps are. */
function secondsOf({ numbers, words }: Written): number | undefined {
  if (words === undefined || numbers !== undefined) return undefined;
  const times = words.slice(0, 50).map(word => (isTime(word) ? Date.parse(/^\d{4}-\d{1,2}$/.test(word) ? `${word}-01` : word) : NaN));
  const steps = times.slice(1).map((time, i) => (time - times[i]!) / 1000).filter(step => step > 0).sort((a, b) => a - b);
  return steps.length > times.length / 2 ? steps[Math.floor(steps.length / 2)] : undefined;
}

/** What stands in the way of each column. */
function noNumbers(file: string, columns: readonly ColumnProfile[]): string {
  const [first, second] = columns.filter(({ role }) => role !== 'series');
  const isText = (column?: ColumnProfile): boolean => column?.role === 'classes' || column?.why === 'is text';
  if (columns.length === 2 && isText(first) && isText(second)) {
    return `${file} has two columns of text. A series takes numbers; pairs of texts, and labelled sequences, are read from text files: save it as .csv.`;
  }
  const told = columns.slice(0, 4).map(({ name, role, why }) => `"${name}" ${why ?? (role === 'series' ? 'tells series apart' : 'is text')}`.replace(/\.$/, ''));
  return `${file} has no column of numbers to learn from, in ${counted(columns.length, 'column')}: ${told.join('; ')}${columns.length > 4 ? '; …' : ''}.`;
}

const wrong = (message: string): SpecError => new SpecError(message, ['data', 'file']);
