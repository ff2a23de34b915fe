const smallest = 28;
const highest = 420;

/** Pixels to draw a matrix in: square cells where they fit `width`, at most 24 pixels each, and no side too thin to point at. */
export function heatMapSize({ rows, columns }: { rows: number; columns: number }, width: number): { width: number; height: number } {
  const cell = Math.min(24, width / columns, highest / rows);
  const side = (cells: number, most: number) => Math.round(Math.min(most, Math.max(smallest, cell * cells)));
  return { width: side(columns, Math.max(width, smallest)), height: side(rows, highest) };
}
