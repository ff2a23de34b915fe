import { dsvFormat } from 'd3-dsv';
import { SpecError } from '../spec/problem.ts';
import { separatorOf, withoutBlankEnd } from '../spec/separator.ts';
import { counted, describe } from '../spec/wording.ts';

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
 * @throws SpecError at `data.file` where a row is not as long as the header, or a quote never ends
 */
export function readTable(text: string, file: string): Table {
  const [header, ...rows] = readRows(text, file);
  for (const { line, cells } of rows) {
    if (cells.length === header?.cells.length) continue;
    throw unequalRow(file, line, cells, header!.cells.length);
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
    throw wrongCell(table.file, line, table.header[column]!, cell);
  });
}

/** @param header how many cells that has */
export function unequalRow(file: string, line: number, cells: readonly string[], header: number): SpecError {
  const blank = cells.length === 1 && cells[0] === '';
  return wrong(file, line, blank ? 'this line is blank, and rows follow it. Take it out.' : `this row has ${counted(cells.length, 'cell')}, but the header has ${header}.`);
}

export function wrongCell(file: string, line: number, column: string, cell: string): SpecError {
  const reason = cell === '' ? 'is empty. Every row needs a number there.' : `is ${describe(cell)}, not a number. ${/^[+-]?\d+,\d+$/.test(cell) ? 'Decimals take a point.' : 'Every row needs one there.'}`;
  return wrong(file, line, `"${column}" ${reason}`);
}

function readRows(text: string, file: string): TableRow[] {
  const separator = separatorOf(text, file);
  const open = openQuote(text, separator);
  if (open !== undefined) throw wrong(file, 1 + breaksIn(text.slice(0, open)), 'a cell begins with a quote that never ends.');
  let line = 1;
  const rows: TableRow[] = [];
  for (const raw of dsvFormat(separator).parseRows(withoutBlankEnd(text))) {
    rows.push({ line, cells: raw.map(cell => cell.trim()) });
    line += 1 + raw.reduce((breaks, cell) => breaks + breaksIn(cell), 0);
  }
  return rows;
}

/** Where a quoted cell begins that never ends: the parser would take the rest of the file for it, and say nothing. */
function openQuote(text: string, separator: string): number | undefined {
  const before = `${separator}\r\n`;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    if (at > 0 && !before.includes(text[at - 1]!)) continue; // within a cell a quote is a sign like any other
    const end = closingQuote(text, at);
    if (end < 0) return at;
    at = end;
  }
  return undefined;
}

/** Of the quoted cell that begins there; two quotes within it are one that it holds. */
function closingQuote(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

const wrong = (file: string, line: number, reason: string): SpecError => new SpecError(`${file}, line ${line}: ${reason}`, ['data', 'file']);
