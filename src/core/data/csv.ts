import { dsvFormat } from 'd3-dsv';
import { SpecError } from '../spec/problem.ts';
import { separatorOf, withoutBlankEnd } from '../spec/separator.ts';
import { describe } from '../spec/wording.ts';

/** A table as its file has it: every cell still a string. */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a table with a header row, separated by commas, semicolons or tabs (RFC 4180), by tabs in a `.tsv` file. Blank lines at the end are dropped.
 *
 * @param file the name to call it by
 * @throws SpecError at `data.file` where a row is not as long as the header
 */
export function readTable(text: string, file: string): Table {
  const [header, ...rows] = readRows(text, file);
  for (const { line, cells } of rows) {
    if (cells.length === header?.cells.length) continue;
    const lengths = `a row of length ${cells.length} under a header of length ${header?.cells.length}`;
    throw new SpecError(`${file}, line ${line}: ${lengths}.`, ['data', 'file']);
  }
  return { file, header: header?.cells ?? [], rows };
}

/**
 * One column as numbers.
 *
 * @param column index in the header
 * @throws SpecError at `data.file` where a cell is empty or not a finite number
 */
export function numbers(table: Table, column: number): Float64Array {
  return Float64Array.from(table.rows, ({ line, cells }) => {
    const cell = cells[column] ?? '';
    const value = Number(cell);
    if (cell !== '' && Number.isFinite(value)) return value;
    const wrong = cell === '' ? 'is empty' : `is ${describe(cell)}, not a number`;
    const place = `${table.file}, line ${line}: "${table.header[column]}"`;
    throw new SpecError(`${place} ${wrong}. Every row needs a number there.`, ['data', 'file']);
  });
}

function readRows(text: string, file: string): TableRow[] {
  let line = 1;
  const rows: TableRow[] = [];
  for (const raw of dsvFormat(separatorOf(text, file)).parseRows(withoutBlankEnd(text))) {
    rows.push({ line, cells: raw.map(cell => cell.trim()) });
    line += 1 + raw.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
  }
  return rows;
}
