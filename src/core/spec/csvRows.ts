import { SpecError } from './problem.ts';
import { separatorOf } from './separator.ts';
import { behindQuotes, unquoted } from './tableCells.ts';
import { counted, describe } from './wording.ts';

/** A cell as it reads, and where it begins, from 1. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Whether a file of texts is a table, whose first line names the columns, rather than lines with a tab in each, or of JSON. */
export function isCsv(text: string, file: string): boolean {
  const [first] = /[^\r\n]*\S[^\r\n]*/.exec(text) ?? [''];
  return /\.csv$/i.test(file) && separatorOf(text, file) !== '\t' && first.split('\t').length !== 2 && !first.startsWith('{');
}

/** The rows of a table one after another, with the names of its columns first (RFC 4180). Blank lines are passed over. @throws SpecError where a quote never ends */
export function* csvRows(text: string, file: string): Generator<Cell[]> {
  const separator = separatorOf(text, file);
  const next = new RegExp(`((?:"[^"]*(?:""[^"]*)*")?[^${separator}\\r\\n]*)(${separator}|\\r\\n|\\r|\\n|$)`, 'y');
  let [line, lineStart, row]: [number, number, Cell[]] = [1, 0, []];
  for (let at = 0, ended = false; !ended; at = next.lastIndex) {
    const [, written = '', behind = ''] = next.exec(text)!;
    const place = { line, column: at - lineStart + 1 };
    if (written.startsWith('"') && behindQuotes(written, 0) === 0) throw wrongAt(file, place, 'a cell begins with a quote that never ends.');
    row.push({ text: unquoted(written, 0, written.length), ...place });
    for (const found of written.matchAll(/\r\n|\r|\n/g)) [line, lineStart] = [line + 1, at + found.index + found[0].length];
    if (behind === separator) continue;
    if (row.length > 1 || row[0]!.text.trim() !== '') yield row;
    [row, line, lineStart, ended] = [[], line + 1, next.lastIndex, behind === ''];
  }
}

/** A table of two columns of texts, their names, and the rows below. @throws SpecError with file, line, column and the reason, of the first row that is none such */
export function twoTexts(text: string, file: string): { readonly names: readonly [string, string]; readonly rows: (readonly [Cell, Cell])[] } {
  const [header, ...rows] = [...csvRows(text, file)].map(cells => inTwo(cells, file));
  if (!header) return { names: ['', ''], rows: [] };
  const names = [header[0].text.trim(), header[1].text.trim()] as const;
  return {
    names, rows: rows.map((cells) => {
      const empty = cells.findIndex(cell => cell.text === '');
      if (empty >= 0) throw wrongAt(file, cells[empty]!, `${describe(names[empty])} is empty; each row has a text there.`);
      return cells;
    }),
  };
}

function inTwo(cells: readonly Cell[], file: string): readonly [Cell, Cell] {
  const [first, second] = cells;
  if (first && second && cells.length === 2) return [first, second];
  throw wrongAt(file, cells[2] ?? first!, `two columns of texts are expected, named in the first line, and this row has ${counted(cells.length, 'column')}. A text with a comma in it stands in double quotes.`);
}

/** What is wrong with a cell. */
export const wrongAt = (file: string, { line, column }: Omit<Cell, 'text'>, reason: string): SpecError => new SpecError(`${file}:${line}:${column}: ${reason}`, ['data', 'file']);
