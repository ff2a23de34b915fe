import type { Table } from '../table.ts';
import type { Range } from './chart.ts';

/** All steps of a run. One alone stands in the middle: an axis from it to itself would show nothing. */
export function wholeRange(steps: Pick<Table, 'column' | 'last'>): Range {
  const from = steps.column('step')[0] ?? 0;
  const to = steps.last('step') ?? 1;
  return to > from ? { from, to } : { from: from - 1, to: from + 1 };
}
