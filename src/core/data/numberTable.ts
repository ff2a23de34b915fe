import { atOnce, partOf } from '../math/turns.ts';
import type { Shares } from '../math/turns.ts';
import { missingColumn } from '../spec/dataErrors.ts';
import { textTable } from './textTable.ts';

/** A table of which columns are read as numbers. */
export interface NumberTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: number;
  /** @param index in the header @throws SpecError at `data.file` where the column holds anything but finite numbers */
  column(index: number): Float64Array;
  /** Reads a column in pieces, so that it is there when it is asked for. Left out where only the columns that were wanted can be. @param index in the header */
  reading?(index: number): Shares<void>;
  /** Whether a column has in its first row something that is no number: then it is of words, or of dates. Left out where there are numbers alone. @param index in the header */
  isOfWords?(index: number): boolean;
  /** Rows at which another file begins, where it is of several. */
  readonly files?: readonly number[];
  /** What all of them are called, from the first. */
  readonly fileNames?: readonly string[];
  /** A column as it is written, of a file that writes it. @param index in the header */
  words?(index: number): readonly string[];
}

/** That of a CSV or TSV file. @throws SpecError as `textTable` does */
export const tableOfText = (text: string, file: string): NumberTable => atOnce(textTable(text, file));

/** Tables with the same columns, one under another. @throws SpecError at `data.file` where one lacks a column of the first */
export function joinTables(tables: readonly NumberTable[]): NumberTable {
  const [first, ...others] = tables;
  if (others.length === 0) return first!;
  const { header } = first!;
  const placeIn = (table: NumberTable, index: number): number => {
    const at = table.header.indexOf(header[index]!);
    if (at < 0) throw missingColumn(table.file, header[index]!, table.header, ['data', 'file']);
    return at;
  };
  const starts = tables.map((_, i) => tables.slice(0, i).reduce((sum, { rows }) => sum + rows, 0));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return {
    file: first!.file, header, rows, files: starts.slice(1), fileNames: tables.map(({ file }) => file),
    column(index) {
      const all = new Float64Array(rows);
      tables.forEach((table, i) => all.set(table.column(placeIn(table, index)), starts[i]));
      return all;
    },
    ...(tables.every(table => table.reading) && {
      *reading(index: number): Shares<void> { for (const [k, table] of tables.entries()) yield* partOf(table.reading!(placeIn(table, index)), k / tables.length, 1 / tables.length); },
    }),
    isOfWords: (index) => first!.isOfWords?.(index) ?? false,
    words: (index) => tables.flatMap((table) => { const at = placeIn(table, index); return table.words?.(at) ?? Array.from(table.column(at), String); }),
  };
}

/** Numbers as a CSV file that reads as the same. */
export function csvOf({ header, rows, column }: Pick<NumberTable, 'header' | 'rows' | 'column'>): string {
  const columns = header.map((_, index) => column(index));
  return `${[header, ...Array.from({ length: rows }, (_, t) => columns.map(values => values[t]!))].map(cells => cells.join(',')).join('\n')}\n`;
}
