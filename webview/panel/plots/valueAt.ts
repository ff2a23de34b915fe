import type { Table } from '../table.ts';
import { lowerBound } from './decimate.ts';

/** A column's value at the last recorded step up to `step`, or at the very last; undefined where nothing is recorded. */
export function valueAt(table: Table, column: string, step: number | undefined): number | undefined {
  if (step === undefined) return table.last(column);
  return table.column(column)[lowerBound(table.column('step'), step + 1) - 1];
}
