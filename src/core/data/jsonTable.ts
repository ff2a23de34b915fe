import { partOf, pieces } from '../math/turns.ts';
import type { Shares } from '../math/turns.ts';
import { readJson } from '../spec/jsonFault.ts';
import { SpecError } from '../spec/problem.ts';
import { describe } from '../spec/wording.ts';
import { jsonInPieces } from './jsonInPieces.ts';
import type { NumberTable } from './numberTable.ts';
import { placeIn } from './tableErrors.ts';

type Columns = ReadonlyMap<string, readonly unknown[]>;

/**
 * A table in JSON, read in pieces: `[{ "u": 1, "y": 2 }, …]`, a row each; `{ "u": [1, …], "y": [2, …] }`; or `[1, 2, …]`, one column named "value".
 * @throws SpecError at `data.file` where it is none of them, or a wanted column holds anything but finite numbers
 */
export function* jsonTable(text: string, file: string): Shares<NumberTable> {
  const value = (yield* partOf(jsonInPieces(text), 0, 0.5))?.value ?? parse(text, file);
  const columns = yield* partOf(columnsOf(value, file), 0.5, 0.5);
  const header = [...columns.keys()];
  const rows = Math.max(...[...columns.values()].map(({ length }) => length));
  const valuesOf = (index: number, what: string): { name: string; values: readonly unknown[] } => {
    const [name, values] = [header[index]!, columns.get(header[index]!)!];
    if (values.length < rows) throw problem(`"${name}" of ${file} has ${values.length} ${what}, and another column ${rows}: all need as many.`);
    return { name, values };
  };
  const column = (index: number): Float64Array => {
    const { name, values } = valuesOf(index, 'numbers');
    const numbers = new Float64Array(rows);
    for (let row = 0; row < rows; row++) numbers[row] = number(values[row], file, row, name);
    return numbers;
  };
  const words = (index: number): string[] => {
    const { name, values } = valuesOf(index, 'values');
    return values.map((value, row) => word(value, file, row, name));
  };
  return { file, header, rows, column, words, *reading() {} };
}

function parse(text: string, file: string): unknown {
  const read = readJson(text, 'file');
  if ('value' in read) return read.value;
  throw problem(`${file}:${placeIn(text, read.offset)}: ${read.reason}`);
}

function* columnsOf(value: unknown, file: string): Shares<Columns> {
  if (Array.isArray(value) && value.length > 0) {
    if (value.every(each => typeof each === 'number')) return new Map([['value', value]]);
    if (value.every(isObject) && Object.keys(value[0]!).length > 0) return yield* columnsOfRows(value);
  }
  if (isObject(value)) {
    const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
    if (lists.length > 0) return new Map(lists);
  }
  throw problem(`${file} is no table: it takes a list of rows ({ "u": 1, "y": 2 }), a list for each column, or a list of numbers.`);
}

/** The columns of the first row. */
function* columnsOfRows(rows: readonly Record<string, unknown>[]): Shares<Columns> {
  const columns = new Map<string, unknown[]>();
  const names = Object.keys(rows[0]!);
  for (const [k, name] of names.entries()) {
    const column: unknown[] = [];
    for (const [from, to] of pieces(rows.length)) {
      for (let row = from; row < to; row++) column.push(rows[row]![name]);
      yield (k + to / rows.length) / names.length;
    }
    columns.set(name, column);
  }
  return columns;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function number(value: unknown, file: string, row: number, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw problem(`${file}, row ${row + 1}: "${name}" ${isGap(value) ? 'is empty' : `is ${describe(value)}, not a number`}. Every row needs a number there.`);
}

/** A gap would else be a word like any other, "null". */
function word(value: unknown, file: string, row: number, name: string): string {
  if (!isGap(value)) return String(value);
  throw problem(`${file}, row ${row + 1}: "${name}" is empty. Every row needs a value there.`);
}

const isGap = (value: unknown): boolean => value === undefined || value === null;

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
