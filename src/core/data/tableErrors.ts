import { SpecError } from '../spec/problem.ts';
import { counted, describe } from '../spec/wording.ts';

// What can be wrong with a table of text, in words.

/** The line and the column of a place in a text, from 1: a quoted cell may be of several lines. */
export function placeIn(text: string, at: number): string {
  const before = text.slice(0, at);
  const [feeds, returns, both] = ['\n', '\r', '\r\n'].map((mark) => occurrences(before, mark)) as [Occurrences, Occurrences, Occurrences];
  return `${feeds.count + returns.count - both.count + 1}:${at - Math.max(feeds.last, returns.last)}`;
}

interface Occurrences {
  readonly count: number;
  /** Where the last is; −1: there is none. */
  readonly last: number;
}

/** None of them is made a string of its own: there may be millions. */
function occurrences(text: string, mark: string): Occurrences {
  let [count, last] = [0, -1];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) [count, last] = [count + 1, at];
  return { count, last };
}

/** @param cells of the row @param blank whether nothing is in it @param header how many cells that has */
export function unequalRow(file: string, place: string, cells: number, blank: boolean, header: number): SpecError {
  return wrong(file, place, cells === 1 && blank ? 'this line is blank, and rows follow it. Take it out.' : `this row has ${counted(cells, 'cell')}, but the header has ${header}. Give it one for each column.`);
}

export function wrongCell(file: string, place: string, column: string, cell: string): SpecError {
  const reason = cell === '' ? 'is empty. Every row needs a number there.' : `is ${describe(cell)}, not a number. ${/^[+-]?\d+,\d+$/.test(cell) ? 'Decimals take a point.' : 'Every row needs one there.'}`;
  return wrong(file, place, `"${column}" ${reason}`);
}

/** One that would take the rest of the file for itself. */
export const openQuote = (file: string, place: string): SpecError => wrong(file, place, 'a cell begins with a quote that never ends.');

const wrong = (file: string, place: string, reason: string): SpecError => new SpecError(`${file}:${place}: ${reason}`, ['data', 'file']);
