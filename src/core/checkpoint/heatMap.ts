/** Rows and columns of a tensor seen as a matrix: the last axis is a row, the axes before it are flattened. A scalar is 1 × 1. */
export function matrixSize(shape: readonly number[]): { rows: number; columns: number } {
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return { rows, columns: shape.at(-1) ?? 1 };
}

/**
 * A matrix of `fullRows × fullColumns` reduced to at most `largest` cells each way by averaging, its elements coming in chunks, row by
 * row. A cell with a NaN in it is NaN: it is not hidden by its neighbours.
 */
export class HeatMapCells {
  readonly rows: number;
  readonly columns: number;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  #row = 0;
  #column = 0;

  constructor(
    readonly fullRows: number,
    readonly fullColumns: number,
    largest: number,
  ) {
    this.rows = Math.min(fullRows, largest);
    this.columns = Math.min(fullColumns, largest);
    this.#sums = new Float64Array(this.rows * this.columns);
    this.#counts = new Float64Array(this.rows * this.columns);
  }

  /** The next elements, in order. */
  add(values: ArrayLike<number>): void {
    for (let k = 0; k < values.length; k++) {
      const cell = this.#cell();
      this.#sums[cell]! += values[k]!;
      this.#counts[cell]!++;
      this.#advance();
    }
  }

  /** Float32, row-major. */
  means(): Float32Array<ArrayBuffer> {
    const means = new Float32Array(this.#sums.length);
    for (let cell = 0; cell < means.length; cell++) means[cell] = this.#sums[cell]! / this.#counts[cell]!;
    return means;
  }

  #cell(): number {
    const row = Math.floor((this.#row * this.rows) / this.fullRows);
    return row * this.columns + Math.floor((this.#column * this.columns) / this.fullColumns);
  }

  #advance(): void {
    if (++this.#column < this.fullColumns) return;
    this.#column = 0;
    this.#row++;
  }
}
