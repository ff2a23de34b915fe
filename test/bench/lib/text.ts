import type { Table } from './tables.ts';

/** Three digits that count, whatever the size. */
export function number(value: number | null): string {
  if (value === null) return '';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toPrecision(2);
}

/** Columns under each other: the first two to the left, numbers to the right. */
export function aligned(rows: Table): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows.map(row => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
}

/** The same as a table in Markdown. */
export function markdown([head, ...rows]: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head!), line(head!.map((_, column) => (column < 2 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
