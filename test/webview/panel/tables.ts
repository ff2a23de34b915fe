import type { SeriesTable } from '../../../src/protocol/series.ts';

/** Columns packed as the host sends them. */
export function tableOf(columns: Readonly<Record<string, readonly number[]>>): SeriesTable {
  const values = Object.values(columns);
  return { columns: Object.keys(columns), rows: values[0]?.length ?? 0, buffer: Float64Array.from(values.flat()).buffer };
}
