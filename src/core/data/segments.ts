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
    if (seen.has(name)) throw new SpecError(`The rows of the series "${name}" of ${fileOf(table, row)} ("${column}") do not follow each other: sort them.`, ['data', 'file']);
    seen.add(name);
    starts.push(row);
  }
  return segmentsFrom(starts, table.rows);
}

/** What a series is called: by its value in the column that tells series apart, or where there is none by its file. @param from its first row */
export function seriesName(table: NumberTable, apart: string, from: number): string {
  if (apart === '') return fileOf(table, from);
  const at = table.header.indexOf(apart);
  return `the series "${table.words?.(at)[from] ?? table.column(at)[from]}"`;
}

/** The same where a sentence begins, with its file. */
export const placeOfSeries = (table: NumberTable, apart: string, from: number): string => (apart === '' ? '' : `In ${fileOf(table, from)} `) + seriesName(table, apart, from);

/** Which file of a table a row is from. */
const fileOf = ({ file, files = [], fileNames }: NumberTable, row: number): string => fileNames?.[files.filter((begin) => begin <= row).length] ?? file;

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
