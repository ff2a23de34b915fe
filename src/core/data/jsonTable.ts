import { atOnce, partOf, pieces } from '../math/turns.ts';
import type { Shares } from '../math/turns.ts';
import { findingFault } from '../spec/jsonFault.ts';
import type { BrokenJson } from '../spec/jsonFault.ts';
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
type Complain = (path: readonly Step[], reason: string) => Shares<SpecError>;

/**
 * A table in JSON, read in pieces: `[{ "u": 1, "y": 2 }, …]`, a row each; `{ "u": [1, …], "y": [2, …] }`; `[1, 2, …]`, one column
 * named "value"; or `[[1, 2], …]`, a row each, as `.tolist()` of numpy makes it, columns named by their number from 0.
 * @param wanted columns that are read at once, where they are there
 * @throws SpecError at `data.file` where it is none of them
 */
export function* jsonTable(text: string, file: string, wanted: readonly string[] = []): Shares<NumberTable> {
  const read = yield* partOf(jsonInPieces(text), 0, 0.5);
  if ('from' in read) throw yield* faultIn(text, file, read);
  const complain: Complain = function* (path, reason) {
    return problem(`${file}:${placeIn(text, yield* partOf(offsetIn(text, path), 1, 0))}: ${reason}`);
  };
  const table = new JsonTable(file, yield* partOf(columnsOf(read.value, file, complain), 0.5, 0.3), complain);
  for (const [k, name] of wanted.entries()) yield* partOf(table.reading(table.header.indexOf(name)), 0.8 + 0.2 * k / wanted.length, 0.2 / wanted.length);
  const { header, rows } = table;
  return { file, header, rows, column: index => table.column(index), words: index => table.words(index), reading: index => table.reading(index), isOfWords: index => table.isOfWords(index) };
}

function* faultIn(text: string, file: string, broken: BrokenJson): Shares<SpecError> {
  const { offset, reason } = yield* partOf(findingFault(text, 'file', broken), 1, 0);
  return problem(`${file}:${placeIn(text, offset)}: ${reason}`);
}

class JsonTable {
  readonly header: readonly string[];
  readonly rows: number;
  /** Columns that were read, or why they could not be. */
  readonly #numbers = new Map<number, Float64Array | SpecError>();
  readonly #words = new Map<number, readonly string[] | SpecError>();

  constructor(readonly file: string, private readonly of: Columns, private readonly complain: Complain) {
    this.header = [...of.columns.keys()];
    this.rows = Math.max(...[...of.columns.values()].map(({ length }) => length));
  }

  /** @throws SpecError at `data.file` where a value is no finite number */
  column(index: number): Float64Array {
    atOnce(this.reading(index));
    return orThrow(this.#numbers.get(index)!);
  }

  /** @throws SpecError at `data.file` where a value is missing */
  words(index: number): readonly string[] {
    const words = this.#words.get(index) ?? atOnce(this.#wordsOf(index));
    this.#words.set(index, words);
    return orThrow(words);
  }

  isOfWords(index: number): boolean {
    const first = this.#values(index)[0];
    return typeof first !== 'number' && !isGap(first);
  }

  /** Reads it in pieces, as words where it is not of numbers. What is wrong with it is said when it is asked for. */
  *reading(index: number): Shares<void> {
    if (index < 0 || this.#numbers.has(index)) return;
    const numbers = new Float64Array(this.rows);
    const wrong = yield* this.#each(index, 'number', (value, row) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return isGap(value) ? 'is empty. Every row needs a number there.' : `is ${describe(value)}, not a number. Every row needs one there.`;
      numbers[row] = value;
      return undefined;
    });
    this.#numbers.set(index, wrong ?? numbers);
    if (wrong) this.#words.set(index, yield* partOf(this.#wordsOf(index), 1, 0));
  }

  *#wordsOf(index: number): Shares<readonly string[] | SpecError> {
    const words: string[] = [];
    const wrong = yield* this.#each(index, 'value', (value) => {
      words.push(String(value));
      return isGap(value) ? 'is empty. Every row needs a value there.' : undefined; // else it would be a word like any other, "null"
    });
    return wrong ?? words;
  }

  /** @param take of a value: the reason why it cannot be */
  *#each(index: number, what: string, take: (value: unknown, row: number) => string | undefined): Shares<SpecError | undefined> {
    const [name, values, { rows }] = [this.header[index]!, this.#values(index), this];
    if (values.length < rows) return yield* this.complain([name], `"${name}" has ${counted(values.length, what)}, and another column ${rows}: all need as many.`);
    for (const [from, to] of pieces(rows)) {
      for (let row = from; row < to; row++) {
        const reason = take(values[row], row);
        if (reason !== undefined) return yield* this.complain(this.of.pathTo(name, row), `"${name}" ${reason}`);
      }
      yield to / rows;
    }
    return undefined;
  }

  #values(index: number): readonly unknown[] {
    return this.of.columns.get(this.header[index]!)!;
  }
}

function orThrow<T>(read: T | SpecError): T {
  if (read instanceof SpecError) throw read;
  return read;
}

function* columnsOf(value: unknown, file: string, complain: Complain): Shares<Columns> {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    if (typeof first === 'number') return { columns: new Map([['value', value as unknown[]]]), pathTo: (_, row) => [row] };
    if (Array.isArray(first) && first.length > 0) return { columns: yield* columnsOfRows(value as unknown[], complain), pathTo: (name, row) => [row, Number(name)] };
    if (isObject(first) && Object.keys(first).length > 0) return { columns: yield* columnsOfRows(value as unknown[], complain), pathTo: (name, row) => [row, name] };
  }
  if (isObject(value)) {
    const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
    if (lists.length > 0) return { columns: new Map(lists), pathTo: (name, row) => [name, row] };
  }
  throw problem(`${file} is no table: it takes a list of rows ({ "u": 1, "y": 2 } or [1, 2]), a list for each column, or a list of numbers.`);
}

/** The columns of the first row. */
function* columnsOfRows(rows: readonly unknown[], complain: Complain): Shares<Columns['columns']> {
  const columns = new Map<string, unknown[]>();
  const [first] = rows as [object];
  const names = Object.keys(first);
  const like = Array.isArray(first) ? `a list of ${first.length}` : `{ "${names[0]}": … }`;
  for (const [k, name] of names.entries()) {
    const column: unknown[] = [];
    for (const [from, to] of pieces(rows.length)) {
      for (let row = from; row < to; row++) {
        const value = rows[row];
        if (!isRowLike(first, value)) throw yield* complain([row], `a row is like the first, ${like}, not ${describe(value)}${Array.isArray(value) ? ` of ${value.length}` : ''}.`);
        column.push(value[name]);
      }
      yield (k + to / rows.length) / names.length;
    }
    columns.set(name, column);
  }
  return columns;
}

/** Whether both are lists of as many, or objects. */
const isRowLike = (first: object, value: unknown): value is Record<string, unknown> => (Array.isArray(first) ? Array.isArray(value) && value.length === first.length : isObject(value));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isGap = (value: unknown): boolean => value === undefined || value === null;

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
