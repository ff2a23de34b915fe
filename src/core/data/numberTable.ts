import { numbers, readTable } from './csv.ts';

/** A table of which columns are read as numbers. */
export interface NumberTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: number;
  /** @param index in the header @throws SpecError at `data.file` where the column holds anything but finite numbers */
  column(index: number): Float64Array;
}

/** That of a CSV or TSV file. @throws SpecError as `readTable` does */
export function tableOfText(text: string, file: string): NumberTable {
  const table = readTable(text, file);
  return { file, header: table.header, rows: table.rows.length, column: index => numbers(table, index) };
}
