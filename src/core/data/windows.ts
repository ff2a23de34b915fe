import type { Batch } from './batch.ts';

/** The shape of what a forecasting model reads and answers. */
export interface WindowShape {
  readonly tau: number;
  /** Rows ahead. */
  readonly horizon: number;
  /** `last`: one target, `horizon` rows after the window's last; `each`: one for each row of the window. */
  readonly output: 'each' | 'last';
}

/** Windows of a table of `rows` rows, each named by its first row. The first column is the one to forecast. */
export class Windows {
  /** How many windows have all their targets in the table. */
  readonly count: number;
  readonly #rows: number;

  /** @param values `[rows, columns]`, standardised */
  constructor(private readonly values: Float32Array, private readonly columns: number, readonly shape: WindowShape) {
    this.#rows = values.length / columns;
    this.count = Math.max(0, this.#rows - shape.tau - shape.horizon + 1);
  }

  /** Row of the target of the last step. */
  lastTarget(start: number): number {
    return start + this.shape.tau - 1 + this.shape.horizon;
  }

  /** @param starts first rows, one window each */
  batch(starts: readonly number[]): Batch {
    const { values, columns, shape: { tau, output } } = this;
    const targets = output === 'each' ? tau : 1;
    const x = new Float32Array(starts.length * tau * columns);
    const y = new Float32Array(starts.length * targets);
    for (const [b, start] of starts.entries()) {
      x.set(values.subarray(start * columns, (start + tau) * columns), b * tau * columns);
      const first = this.lastTarget(start) - targets + 1;
      for (let t = 0; t < targets; t++) y[b * targets + t] = values[(first + t) * columns]!;
    }
    return {
      batchSize: starts.length, tau, continues: false,
      x: { kind: 'rows', size: columns, tau, data: x },
      y: { kind: 'rows', size: 1, tau: targets, data: y },
    };
  }
}
