import type { Batch } from './batch.ts';

/** The shape of what a forecasting model reads and answers. */
export interface WindowShape {
  readonly tau: number;
  /** Rows ahead. */
  readonly horizon: number;
  /** `last`: one target, `horizon` rows after the window's last; `each`: one for each row of the window. */
  readonly output: 'each' | 'last';
}

/** Windows of a table of `rows` rows, each named by its first row. The first columns are those to forecast, and read where a model sees them `itself`. */
export class Windows {
  /** How many windows have all their targets in the table. */
  readonly count: number;
  readonly #rows: number;

  /** @param values `[rows, columns]`, standardised @param forecast how many of them are forecast */
  constructor(private readonly values: Float32Array, private readonly columns: number, readonly shape: WindowShape, private readonly itself = true, private readonly forecast = 1) {
    this.#rows = values.length / columns;
    this.count = Math.max(0, this.#rows - shape.tau - shape.horizon + 1);
  }

  /** Row of the target of the last step. */
  lastTarget(start: number): number {
    return start + this.shape.tau - 1 + this.shape.horizon;
  }

  /**
   * @param starts first rows, one window each; a target beyond the last row is 0
   * @param ends the row behind the last of the series of each: what would lie there is 0, and a target there does not count
   */
  batch(starts: readonly number[], ends?: readonly number[]): Batch {
    const { values, columns, forecast, shape: { tau, output } } = this;
    const unread = this.itself ? 0 : forecast;
    const read = columns - unread;
    const targets = output === 'each' ? tau : 1;
    const x = new Float32Array(starts.length * tau * read);
    const y = new Float32Array(starts.length * targets * forecast);
    const mask = new Float32Array(starts.length * targets).fill(1);
    for (const [b, start] of starts.entries()) {
      const end = ends?.[b] ?? this.#rows;
      const rows = Math.min(tau, end - start);
      if (unread === 0) x.set(values.subarray(start * columns, (start + rows) * columns), b * tau * columns);
      else for (let t = 0; t < rows; t++) x.set(values.subarray((start + t) * columns + unread, (start + t + 1) * columns), (b * tau + t) * read);
      const first = this.lastTarget(start) - targets + 1;
      for (let t = 0; t < targets; t++) {
        if (first + t >= end) mask[b * targets + t] = 0;
        else y.set(values.subarray((first + t) * columns, (first + t) * columns + forecast), (b * targets + t) * forecast);
      }
    }
    return {
      batchSize: starts.length, tau, continues: false,
      x: { kind: 'rows', size: read, tau, data: x },
      y: { kind: 'rows', size: forecast, tau: targets, data: y, ...(ends && mask.includes(0) && { mask }) },
    };
  }
}
