import { partOf, pieces } from '../math/turns.ts';
import type { Shares } from '../math/turns.ts';
import { readJson } from '../spec/jsonFault.ts';
import { SpecError } from '../spec/problem.ts';
import { counted, describe } from '../spec/wording.ts';
import { jsonInPieces, offsetIn } from './jsonInPieces.ts';
import type { NumberTable } from './numberTable.ts';
import { placeIn } from './tableErrors.ts';

/** A step into JSON: the name of a field, or a place in a list. */
type Step = string | number;

interface Columns {
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
  /** What leads to a value. */
  readonly pathTo: (name: string, row: number) => readonly Step[];
}

/** What is wrong with the value that a path leads to. */
type Complain = (path: readonly Step[], reason: string) => SpecError;

/**
 * A table in JSON, read in pieces: `[{ "u": 1, "y": 2 }, …]`, a row each; `{ "u": [1, …], "y": [2, …] }`; or `[1, 2, …]`, one column named "value".
 * @throws SpecError at `data.file` where it is none of them, or a wanted column holds anything but finite numbers
 */
export function* jsonTable(text: string, file: string): Shares<NumberTable> {
  const value = (yield* partOf(jsonInPieces(text), 0, 0.5))?.value ?? parse(text, file);
  const complain: Complain = (path, reason) => problem(`${file}:${placeIn(text, offsetIn(text, path))}: ${reason}`);
  const { columns, pathTo } = yield* partOf(columnsOf(value, file, complain), 0.5, 0.5);
  const header = [...columns.keys()];
  const rows = Math.max(...[...columns.values()].map(({ length }) => length));
  const valuesOf = (index: number, what: string): readonly unknown[] => {
    const values = columns.get(header[index]!)!;
    if (values.length < rows) throw complain([header[index]!], `"${header[index]}" has ${counted(values.length, what)}, and another column ${rows}: all need as many.`);
    return values;
  };
  const wrongAt = (index: number) => (row: number, reason: string): SpecError => complain(pathTo(header[index]!, row), `"${header[index]}" ${reason}`);
  const column = (index: number): Float64Array => {
    const [values, numbers, wrong] = [valuesOf(index, 'number'), new Float64Array(rows), wrongAt(index)];
    for (let row = 0; row < rows; row++) numbers[row] = number(values[row], row, wrong);
    return numbers;
  };
  const words = (index: number): string[] => valuesOf(index, 'value').map((value, row) => word(value, row, wrongAt(index)));
  return { file, header, rows, column, words, isOfWords: index => isWord(columns.get(header[index]!)![0]), *reading() {} };
}

function parse(text: string, file: string): unknown {
  const read = readJson(text, 'file');
  if ('value' in read) return read.value;
  throw problem(`${file}:${placeIn(text, read.offset)}: ${read.reason}`);
}

function* columnsOf(value: unknown, file: string, complain: Complain): Shares<Columns> {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    if (typeof first === 'number') return { columns: new Map([['value', value as unknown[]]]), pathTo: (_, row) => [row] };
    if (isObject(first) && Object.keys(first).length > 0) return { columns: yield* columnsOfRows(value as unknown[], complain), pathTo: (name, row) => [row, name] };
  }
  if (isObject(value)) {
    const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
    if (lists.length > 0) return { columns: new Map(lists), pathTo: (name, row) => [name, row] };
  }
  throw problem(`${file} is no table: it takes a list of rows ({ "u": 1, "y": 2 }), a list for each column, or a list of numbers.`);
}

/** The columns of the first row. */
function* columnsOfRows(rows: readonly unknown[], complain: Complain): Shares<Columns['columns']> {
  const columns = new Map<string, unknown[]>();
  const names = Object.keys(rows[0] as object);
  for (const [k, name] of names.entries()) {
    const column: unknown[] = [];
    for (const [from, to] of pieces(rows.length)) {
      for (let row = from; row < to; row++) column.push(rowAt(rows, row, complain)[name]);
      yield (k + to / rows.length) / names.length;
    }
    columns.set(name, column);
  }
  return columns;
}

function rowAt(rows: readonly unknown[], row: number, complain: Complain): Readonly<Record<string, unknown>> {
  const value = rows[row];
  if (isObject(value)) return value;
  throw complain([row], `a row is like the first, { "${Object.keys(rows[0] as object)[0]}": … }, not ${describe(value)}.`);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

type Wrong = (row: number, reason: string) => SpecError;

function number(value: unknown, row: number, wrong: Wrong): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(row, isGap(value) ? 'is empty. Every row needs a number there.' : `is ${describe(value)}, not a number. Every row needs one there.`);
}

/** A gap would else be a word like any other, "null". */
function word(value: unknown, row: number, wrong: Wrong): string {
  if (!isGap(value)) return String(value);
  throw wrong(row, 'is empty. Every row needs a value there.');
}

const isWord = (value: unknown): boolean => typeof value !== 'number' && !isGap(value);

const isGap = (value: unknown): boolean => value === undefined || value === null;

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
