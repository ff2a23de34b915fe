import type { SeriesTable } from '../../../protocol/series.ts';

/** A table of numbers that grows by rows and is handed out packed. A column that starts late is NaN before. */
export class SeriesColumns {
  readonly #columns = new Map<string, number[]>();
  #rows = 0;

  /** Starts a row; `put` fills it. */
  addRow(): void {
    this.#rows++;
  }

  put(name: string, value: number): void {
    const column = this.#column(name);
    while (column.length < this.#rows - 1) column.push(Number.NaN);
    column.push(value);
  }

  /** Drops the rows at the end whose `step` is beyond `step`. */
  dropBeyond(step: number): void {
    const steps = this.#column('step');
    while (this.#rows > 0 && (steps[this.#rows - 1] ?? 0) > step) this.#rows--;
    for (const column of this.#columns.values()) column.length = Math.min(column.length, this.#rows);
  }

  /** Hands out all rows and starts again empty, the columns kept. */
  take(): SeriesTable {
    const packed = new Float64Array(this.#columns.size * this.#rows).fill(Number.NaN);
    let place = 0;
    for (const column of this.#columns.values()) {
      packed.set(column, place);
      place += this.#rows;
      column.length = 0;
    }
    const table = { columns: [...this.#columns.keys()], rows: this.#rows, buffer: packed.buffer };
    this.#rows = 0;
    return table;
  }

  #column(name: string): number[] {
    let column = this.#columns.get(name);
    if (column === undefined) this.#columns.set(name, column = []);
    return column;
  }
}
