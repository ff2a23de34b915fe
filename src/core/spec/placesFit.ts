import type { CellSpec } from './experiment.ts';
import { formatNumber } from './wording.ts';

/** What is wrong where a cell has fewer places than a node has children. @param needed the most children that a node of the data has, where that is known */
export function placesFit(cell: CellSpec, needed = 0): string[] {
  const places = cell.kind === 'recursive' || (cell.kind === 'treeLstm' && cell.variant === 'nary') ? cell.arity : Infinity;
  return needed <= places ? [] : [`\`arity\` is ${places}, but a node of this data may have ${formatNumber(needed)} children: set it to ${formatNumber(needed)}.`];
}
