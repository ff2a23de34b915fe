import type { SeriesTable } from '../../src/protocol/series.ts';

/**
 * A growing table of numbers, column by column. `append` gives a new table that shares the old one's memory: earlier
 * tables stay as they are, since only rows beyond their end are written.
 */
export class Table {
  private constructor(readonly rows: number, private readonly columns: ReadonlyMap<string, Float64Array>) {}

  static readonly empty = new Table(0, new Map());

  get names(): string[] {
    return [...this.columns.keys()];
  }

  /** A view of one column, NaN where a row has no value; empty when there is no such column. */
  column(name: string): Float64Array {
    return this.columns.get(name)?.subarray(0, this.rows) ?? new Float64Array(0);
  }

  /** The last value of a column. */
  last(name: string): number | undefined {
    return this.columns.get(name)?.[this.rows - 1];
  }

  append(chunk: SeriesTable): Table {
    if (chunk.rows === 0) return this;
    const rows = this.rows + chunk.rows;
    const columns = new Map<string, Float64Array>();
    for (const name of new Set([...this.columns.keys(), ...chunk.columns])) {
      const values = this.withRoom(name, rows);
      const index = chunk.columns.indexOf(name);
      if (index < 0) values.fill(NaN, this.rows, rows);
      else values.set(new Float64Array(chunk.buffer, index * chunk.rows * 8, chunk.rows), this.rows);
      columns.set(name, values);
    }
    return new Table(rows, columns);
  }

  private withRoom(name: string, rows: number): Float64Array {
    const old = this.columns.get(name);
    if (old && old.length >= rows) return old;
    const grown = new Float64Array(Math.max(1024, rows * 2));
    if (old) grown.set(old.subarray(0, this.rows));
    else grown.fill(NaN, 0, this.rows);
    return grown;
  }
}
