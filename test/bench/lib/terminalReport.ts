import type { Row } from './rows.ts';
import { memoryTable, reservoirMemoryTable, scalingTable, timesTable } from './tables.ts';
import type { Table } from './tables.ts';
import { aligned } from './text.ts';

/** What a run prints at its end: the machine, then the tables that have rows. */
export function terminalReport(rows: readonly Row[], about: Readonly<Record<string, string>>): string {
  const tables = [timesTable, memoryTable, reservoirMemoryTable, scalingTable].map(make => make(rows)).filter(table => table.length > 1);
  const shown = [Object.entries(about), ...tables] satisfies Table[];
  return `${shown.map(aligned).join('\n\n')}\n${tables.length > 0 ? '' : '\nNothing was measured.\n'}`;
}
