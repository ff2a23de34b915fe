import { SpecError } from '../spec/problem.ts';
import { counted, describe } from '../spec/wording.ts';

// What can be wrong with a table of text, in words.

/** The line and the column of a place in a text, from 1: a quoted cell may be of several lines. */
export function placeIn(text: string, at: number): string {
  const before = text.slice(0, at);
  const ends = before.match(/\r\n|\r|\n/g)?.length ?? 0;
  return `${ends + 1}:${at - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'))}`;
}

/** @param cells of the row @param blank whether nothing is in it @param header how many cells that has */
export function unequalRow(file: string, place: string, cells: number, blank: boolean, header: number): SpecError {
  return wrong(file, place, cells === 1 && blank ? 'this line is blank, and rows follow it. Take it out.' : `this row has ${counted(cells, 'cell')}, but the header has ${header}.`);
}

export function wrongCell(file: string, place: string, column: string, cell: string): SpecError {
  const reason = cell === '' ? 'is empty. Every row needs a number there.' : `is ${describe(cell)}, not a number. ${/^[+-]?\d+,\d+$/.test(cell) ? 'Decimals take a point.' : 'Every row needs one there.'}`;
  return wrong(file, place, `"${column}" ${reason}`);
}

/** One that would take the rest of the file for itself. */
export const openQuote = (file: string, place: string): SpecError => wrong(file, place, 'a cell begins with a quote that never ends.');

const wrong = (file: string, place: string, reason: string): SpecError => new SpecError(`${file}:${place}: ${reason}`, ['data', 'file']);
