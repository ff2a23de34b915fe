import { atOnce, partOf, pieces } from '../math/turns.ts';
import type { Shares } from '../math/turns.ts';
import { separatorOf, withoutBlankEnd } from '../spec/separator.ts';
import { behindQuotes, cellOf, headerOf } from '../spec/tableCells.ts';
import type { NumberTable } from './numberTable.ts';
import { openQuote, placeIn, unequalRow, wrongCell } from './tableErrors.ts';

/** Characters, and cells, that are looked at without a pause. */
const [charactersOfPiece, rowsOfPiece] = [2 ** 20, 2 ** 14];

const [newline, carriage, quote] = [10, 13, 34];

/**
 * A table with a header row, separated by commas, semicolons or tabs (RFC 4180), by tabs in a `.tsv` file. Blank lines at the end are
 * dropped. Of a million rows only the places where they begin are kept, and a column is cut out when it is asked for.
 * @param wanted columns that are read at once, where they are there: each is as much work as to find the rows
 * @throws SpecError at `data.file` where a row is not as long as the header, or a quote never ends
 */
export function* textTable(text: string, file: string, wanted: readonly string[] = []): Shares<NumberTable> {
  const [whole, separator] = [withoutBlankEnd(text), separatorOf(text, file)];
  const passes = 1 + wanted.length;
  const lines = yield* partOf(rowsOf(whole, file, separator), 0, 1 / passes);
  const table = new TextTable(whole, file, separator, lines);
  for (const [k, name] of wanted.entries()) yield* partOf(table.reading(table.header.indexOf(name)), (1 + k) / passes, 1 / passes);
  return {
    file, header: table.header, rows: lines.length - 2,
    column: (index) => table.column(index), words: (index) => table.words(index), reading: (index) => table.reading(index), isOfWords: (index) => table.isOfWords(index),
  };
}

/** Where each row begins, and where one after the last would. @throws SpecError where one has more cells than the first, or fewer */
function* rowsOf(text: string, file: string, separator: string): Shares<Uint32Array> {
  const mark = separator.charCodeAt(0);
  let starts = new Uint32Array(1024);
  let [rows, cells, header, skip] = [1, 1, 0, false];
  let [begin, quoted, closing, opened] = [0, false, false, 0]; // of a cell; whether it is within quotes; whether the last sign was one of them
  const end = (at: number): void => {
    if (rows === 1) header = cells;
    else if (cells !== header) throw unequalRow(file, placeIn(text, starts[rows - 1]!), cells, text.slice(starts[rows - 1], at - 1).trim() === '', header);
    if (rows + 1 >= starts.length) {
      const more = new Uint32Array(2 * starts.length);
      more.set(starts);
      starts = more;
    }
    starts[rows++] = begin = at;
    cells = 1;
  };
  for (const [from, to] of pieces(text.length, charactersOfPiece)) {
    for (let i = from; i < to; i++) {
      const c = text.charCodeAt(i);
      if (quoted) {
        if (c === quote) closing = !closing; // two of them within a quoted cell are one that it holds
        if (c === quote || !closing) continue;
        quoted = closing = false;
      }
      if (c === mark) {
        cells++;
        begin = i + 1;
      } else if (c === newline && skip) starts[rows - 1] = begin = i + 1;
      else if (c === newline || c === carriage) end(i + 1);
      else if (c === quote && i === begin) [quoted, opened] = [true, i]; // within a cell it is a sign like any other
      skip = c === carriage;
    }
    yield to / text.length;
  }
  if (quoted && !closing) throw openQuote(file, placeIn(text, opened));
  end(text.length + 1);
  return starts.subarray(0, rows);
}

class TextTable {
  readonly header: readonly string[];
  /** Columns that were read, or why they could not be. */
  readonly #read = new Map<number, Float64Array | Error>();
  readonly #words = new Map<number, readonly string[]>();
  readonly #mark: number;

  /** @param rows where each begins, the header among them */
  constructor(private readonly text: string, private readonly file: string, separator: string, private readonly rows: Uint32Array) {
    this.#mark = separator.charCodeAt(0);
    this.header = headerOf(text, file);
  }

  /** @throws SpecError at `data.file` where a cell is empty or not a finite number */
  column(index: number): Float64Array {
    for (const work = this.reading(index); !work.next().done;);
    const read = this.#read.get(index)!;
    if (read instanceof Error) throw read;
    return read;
  }

  /** @returns a column as it is written */
  words(index: number): readonly string[] {
    return this.#words.get(index) ?? atOnce(this.#cutting(index));
  }

  isOfWords(index: number): boolean {
    return this.rows.length > 2 && !Number.isFinite(Number(this.#cellAt(0, this.#beginOf(0, index))));
  }

  /** Reads it in pieces, as words where it is not of numbers. What is wrong with it is said when it is asked for. */
  *reading(index: number): Shares<void> {
    if (index < 0 || this.#read.has(index)) return;
    const numbers = new Float64Array(this.rows.length - 2);
    for (const [from, to] of pieces(numbers.length, rowsOfPiece)) {
      for (let row = from; row < to; row++) {
        const begin = this.#beginOf(row, index);
        const cell = this.#cellAt(row, begin);
        const value = Number(cell);
        if (cell === '' || !Number.isFinite(value)) {
          this.#read.set(index, wrongCell(this.file, placeIn(this.text, begin), this.header[index]!, cell));
          return void this.#words.set(index, yield* partOf(this.#cutting(index), from / numbers.length, 1 - from / numbers.length));
        }
        numbers[row] = value;
      }
      yield to / numbers.length;
    }
    this.#read.set(index, numbers);
  }

  *#cutting(index: number): Shares<readonly string[]> {
    const [words, count] = [[] as string[], this.rows.length - 2];
    for (const [from, to] of pieces(count, rowsOfPiece)) {
      for (let row = from; row < to; row++) words.push(this.#cellAt(row, this.#beginOf(row, index)));
      yield to / count;
    }
    return words;
  }

  /** Where a cell begins. @param row below the header */
  #beginOf(row: number, index: number): number {
    const end = this.rows[row + 2]! - 1;
    let from = this.rows[row + 1]!;
    for (let column = 0; column < index; column++) from = this.#endOf(from, end) + 1;
    return from;
  }

  #cellAt(row: number, begin: number): string {
    return cellOf(this.text, begin, this.#endOf(begin, this.rows[row + 2]! - 1));
  }

  /** Behind a cell of a row that ends at `end`: its separator, or that. */
  #endOf(from: number, end: number): number {
    let i = from;
    if (this.text.charCodeAt(i) === quote) i = behindQuotes(this.text, i);
    while (i < end && this.text.charCodeAt(i) !== this.#mark) i++;
    return i;
  }
}
