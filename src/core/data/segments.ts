import { missingColumn, trainingLength } from '../spec/dataErrors.ts';
import { SpecError } from '../spec/problem.ts';
import type { NumberTable } from './numberTable.ts';

/** From a first row or step to behind the last. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/**
 * The series of a table, in its order: each file's own, and within it rows that follow each other and have one value in a column.
 * @param column '': all rows of a file are one @throws SpecError where there is no such column, or a series comes in pieces
 */
export function seriesOf(table: NumberTable, column: string): Segment[] {
  const files = [0, ...table.files ?? []];
  if (column === '') return segmentsFrom(files, table.rows);
  const at = table.header.indexOf(column);
  if (at < 0) throw missingColumn(table.file, column, table.header, ['data', 'series']);
  const names = table.words?.(at) ?? Array.from(table.column(at), String);
  const seen = new Set<string>();
  const starts: number[] = [];
  for (const [row, name] of names.entries()) {
    const another = files.includes(row);
    if (another) seen.clear();
    if (!another && name === names[row - 1]) continue;
    if (seen.has(name)) throw new SpecError(`The rows of the series "${name}" of ${table.file} ("${column}") do not follow each other: sort them.`, ['data', 'file']);
    seen.add(name);
    starts.push(row);
  }
  return segmentsFrom(starts, table.rows);
}

/** What a series is called: by its value in the column that tells series apart, or where there is none by its file. @param index of it @param from its first row */
export function seriesName({ header, words, column, file, fileNames }: NumberTable, apart: string, index: number, from: number): string {
  if (apart === '') return fileNames?.[index] ?? file;
  const at = header.indexOf(apart);
  return `the series "${words?.(at)[from] ?? column(at)[from]}"`;
}

/** Those that begin in these rows, up to the next one, the last up to the end. */
export const segmentsFrom = (starts: readonly number[], end: number): Segment[] => starts.map((from, i) => ({ from, to: starts[i + 1] ?? end }));

/** What of each segment lies between two steps, of those of which something does. */
export function within(segments: readonly Segment[], from: number, to: number): Segment[] {
  return segments.map((each) => ({ from: Math.max(from, each.from), to: Math.min(to, each.to) })).filter((each) => each.from < each.to);
}

/** Rows that are learnt from: of one series its first, of several whole ones, as near to their share as they come. @param kept the share of the others */
export function learntRows(series: readonly Segment[], kept: number): number {
  const wanted = trainingLength(series.at(-1)!.to, kept);
  if (series.length === 1) return wanted;
  return (kept === 0 ? series : series.slice(0, -1)).reduce((best, { to }) => (Math.abs(to - wanted) < Math.abs(best - wanted) ? to : best), series[0]!.to);
}
