/**
 * A growing table of numbers in one packed buffer, column after column: what the host sends the page.
 * Missing values are NaN.
 */
export interface SeriesTable {
  readonly columns: readonly string[];
  readonly rows: number;
  /** Float64, `columns.length × rows`. */
  readonly buffer: ArrayBuffer;
}
