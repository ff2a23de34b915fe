import type { NumberTable } from '../data/numberTable.ts';
import { SpecError } from '../spec/problem.ts';
import { kindOfCell } from './cellKind.ts';

/** Words of a column by which it is known what it holds. */
const mostWords = 1000;

/**
 * Years may be names beside one that is none of its rows' (`country,1990,1991`); where each cell of the first line may as well be of the
 * rows below it, it is one of them. @throws SpecError, of a row that would be taken for names
 */
export function checkHeader({ file, header, words }: NumberTable): void {
  if (!words || header.every(cell => kindOfCell(cell) === 'word')) return;
  const kinds = header.map(kindOfCell);
  const allNumbers = kinds.every(kind => kind === 'number');
  const isOfRows = (cell: string, column: number): boolean => kinds[column] !== 'word' || words(column).includes(cell);
  if (!allNumbers && !(header.every(isOfRows) && kinds.some((kind, column) => kind !== 'word' && mostAre(kind, words(column))))) return;
  const told = `${header.slice(0, 4).join(', ')}${header.length > 4 ? ', …' : ''}`;
  throw new SpecError(`${file}:1:1: the first line must name the columns, and it holds ${allNumbers ? 'numbers' : 'what the rows below it hold'} (${told}). Put a line of names above it.`, ['data', 'file']);
}

function mostAre(kind: string, words: readonly string[]): boolean {
  const first = words.slice(0, mostWords);
  return first.filter(word => kindOfCell(word) === kind).length > first.length / 2;
}
