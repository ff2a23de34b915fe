import { SpecError } from '../spec/problem.ts';
import { counted, describe } from '../spec/wording.ts';

// What can be wrong with a table of text, in words.

/** @param cells of the row @param blank whether nothing is in it @param header how many cells that has */
export function unequalRow(file: string, line: number, cells: number, blank: boolean, header: number): SpecError {
  return wrong(file, line, cells === 1 && blank ? 'this line is blank, and rows follow it. Take it out.' : `this row has ${counted(cells, 'cell')}, but the header has ${header}.`);
}

export function wrongCell(file: string, line: number, column: string, cell: string): SpecError {
  const reason = cell === '' ? 'is empty. Every row needs a number there.' : `is ${describe(cell)}, not a number. ${/^[+-]?\d+,\d+$/.test(cell) ? 'Decimals take a point.' : 'Every row needs one there.'}`;
  return wrong(file, line, `"${column}" ${reason}`);
}

/** One that would take the rest of the file for itself. */
export const openQuote = (file: string, line: number): SpecError => wrong(file, line, 'a cell begins with a quote that never ends.');

const wrong = (file: string, line: number, reason: string): SpecError => new SpecError(`${file}, line ${line}: ${reason}`, ['data', 'file']);
