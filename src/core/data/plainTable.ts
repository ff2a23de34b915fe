import { pieces } from '../math/turns.ts';
import type { Turns } from '../math/turns.ts';
import { separatorOf, withoutBlankEnd } from '../spec/separator.ts';
import { unequalRow, wrongCell } from './csv.ts';
import type { NumberTable } from './numberTable.ts';

/** Characters, and cells, that are looked at without a pause. */
const [charactersOfPiece, rowsOfPiece] = [2 ** 20, 2 ** 14];

const [newline, carriage] = [10, 13];

/**
 * A table without quotes, as `readTable` has it: of a million rows only the places where they begin are kept, and a column is cut out
 * when it is asked for.
 * @param wanted columns that are read at once @throws SpecError at `data.file` where a row is not as long as the header
 */
export function* plainTable(text: string, file: string, wanted: readonly string[] = []): Turns<NumberTable> {
  const [whole, separator] = [withoutBlankEnd(text), separatorOf(text, file)];
  const lines = yield* linesOf(whole, file, separator);
  const table = new PlainTable(whole, file, separator, lines);
  for (const name of wanted) yield* table.reading(table.header.indexOf(name));
  return { file, header: table.header, rows: lines.length - 2, column: (index) => table.column(index), words: (index) => Array.from({ length: lines.length - 2 }, (_, row) => table.cell(row, index)) };
}

/** Where each line begins, and where one after the last would. @throws SpecError where one has more cells than the first, or fewer */
function* linesOf(text: string, file: string, separator: string): Turns<Uint32Array> {
  const mark = separator.charCodeAt(0);
  let starts = new Uint32Array(1024);
  let [lines, cells, header, skip] = [1, 1, 0, false];
  const end = (at: number): void => {
    if (lines === 1) header = cells;
    else if (cells !== header) throw unequalRow(file, lines, text.slice(starts[lines - 1], at - 1).split(separator).map((cell) => cell.trim()), header);
    if (lines + 1 >= starts.length) {
      const more = new Uint32Array(2 * starts.length);
      more.set(starts);
      starts = more;
    }
    starts[lines++] = at;
    cells = 1;
  };
  for (const [from, to] of pieces(text.length, charactersOfPiece)) {
    for (let i = from; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === mark) cells++;
      else if (c === newline && skip) starts[lines - 1] = i + 1;
      else if (c === newline || c === carriage) end(i + 1);
      skip = c === carriage;
    }
    yield;
  }
  end(text.length + 1);
  return starts.subarray(0, lines);
}

class PlainTable {
  readonly header: readonly string[];
  /** Columns that were read, or why they could not be. */
  readonly #read = new Map<number, Float64Array | Error>();

  constructor(private readonly text: string, private readonly file: string, private readonly separator: string, private readonly lines: Uint32Array) {
    this.header = this.#line(0).split(separator).map((name) => name.trim());
  }

  /** @throws SpecError at `data.file` where a cell is empty or not a finite number */
  column(index: number): Float64Array {
    for (const work = this.reading(index); !work.next().done;);
    const read = this.#read.get(index)!;
    if (read instanceof Error) throw read;
    return read;
  }

  /** Reads it in pieces. What is wrong with it is said when it is asked for. */
  *reading(index: number): Turns<void> {
    if (index < 0 || this.#read.has(index)) return;
    const numbers = new Float64Array(this.lines.length - 2);
    for (const [from, to] of pieces(numbers.length, rowsOfPiece)) {
      for (let row = from; row < to; row++) {
        const cell = this.cell(row, index);
        const value = Number(cell);
        if (cell === '' || !Number.isFinite(value)) return void this.#read.set(index, wrongCell(this.file, row + 2, this.header[index]!, cell));
        numbers[row] = value;
      }
      yield;
    }
    this.#read.set(index, numbers);
  }

  /** @param row below the header */
  cell(row: number, index: number): string {
    const [end, mark] = [this.lines[row + 2]! - 1, this.separator.charCodeAt(0)];
    let [from, column] = [this.lines[row + 1]!, 0];
    for (let i = from; i < end; i++) {
      if (this.text.charCodeAt(i) !== mark) continue;
      if (column++ === index) return this.text.slice(from, i).trim();
      from = i + 1;
    }
    return this.text.slice(from, end).trim();
  }

  #line(number: number): string {
    return this.text.slice(this.lines[number]!, this.lines[number + 1]! - 1);
  }
}
