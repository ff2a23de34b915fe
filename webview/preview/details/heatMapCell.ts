import type { HeatMap } from '../../../src/protocol/preview.ts';
import { formatNumber } from '../../shared/format.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cell under the pointer. */
export function cellAt({ offsetX, offsetY, currentTarget }: PointerEvent, { rows, columns }: HeatMap): Cell {
  const { clientWidth, clientHeight } = currentTarget as HTMLElement;
  return clamp(Math.floor((offsetY / clientHeight) * rows), Math.floor((offsetX / clientWidth) * columns), rows, columns);
}

/** The cell that an arrow key leads to, `undefined` for another key. */
export function cellAfterKey(key: string, from: Cell | undefined, { rows, columns }: HeatMap): Cell | undefined {
  const { row, column } = from ?? { row: 0, column: 0 };
  switch (key) {
    case 'ArrowUp': return clamp(row - 1, column, rows, columns);
    case 'ArrowDown': return clamp(row + 1, column, rows, columns);
    case 'ArrowLeft': return clamp(row, column - 1, rows, columns);
    case 'ArrowRight': return clamp(row, column + 1, rows, columns);
    default: return undefined;
  }
}

/** `row 3, column 17: 0.25`, or `rows 6–7, columns 34–35: mean 0.25` where a cell is more than one element. */
export function readout({ row, column }: Cell, { rows, columns, fullRows, fullColumns }: HeatMap, values: Float32Array): string {
  const value = formatNumber(values[row * columns + column]!);
  const averaged = rows < fullRows || columns < fullColumns;
  return `${range('row', row, rows, fullRows)}, ${range('column', column, columns, fullColumns)}: ${averaged ? 'mean ' : ''}${value}`;
}

/** Element k of the tensor is in cell ⌊k · cells / elements⌋. */
function range(word: string, cell: number, cells: number, elements: number): string {
  const first = Math.ceil((cell * elements) / cells);
  const last = Math.ceil(((cell + 1) * elements) / cells) - 1;
  return first === last ? `${word} ${first}` : `${word}s ${first}–${last}`;
}

function clamp(row: number, column: number, rows: number, columns: number): Cell {
  return { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
}
