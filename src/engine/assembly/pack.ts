import { F32, VECTOR } from './lanes';

// The right-hand side of a product is read again for every four rows of the left one, so it is first laid out in the order of
// reading: panels of 8 columns, a panel's rows one after another. `columns` is a multiple of 4; a last half panel is filled up
// with zeros.

/** Columns of a panel, and bytes of a panel's row. */
export const PANEL: i32 = 8;
export const PANEL_ROW: usize = 32;

/** Packs B, `[rows, columns]` with `stride` numbers from row to row. Takes rows × columns, rounded up to a panel, numbers at `to`. */
export function pack(B: usize, stride: i32, rows: i32, columns: i32, to: usize): void {
  const step = <usize>stride * F32;
  for (let column = 0; column < columns; column += PANEL) {
    const whole = columns - column >= PANEL;
    let from = B + <usize>column * F32;
    for (let row = 0; row < rows; row++, from += step, to += PANEL_ROW) {
      v128.store(to, v128.load(from));
      v128.store(to, whole ? v128.load(from, 16) : f32x4.splat(0), 16);
    }
  }
}

/** Packs Bᵀ, where B is `[columns, rows]` with `stride` numbers from row to row; `rows` is a multiple of 4 too. */
export function packTransposed(B: usize, stride: i32, rows: i32, columns: i32, to: usize): void {
  const step = <usize>stride * F32;
  for (let column = 0; column < columns; column += PANEL) {
    const whole = columns - column >= PANEL;
    const from = B + <usize>column * step;
    for (let row = 0; row < rows; row += 4, to += 4 * PANEL_ROW) {
      transposeTile(from + <usize>row * F32, step, to);
      if (whole) transposeTile(from + 4 * step + <usize>row * F32, step, to + VECTOR);
      else clearTile(to + VECTOR);
    }
  }
}

/** Four rows of four numbers at `from` become four columns at `to`, within a panel. */
// @ts-ignore: decorator
@inline
function transposeTile(from: usize, step: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from + step), c = v128.load(from + 2 * step), d = v128.load(from + 3 * step);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5), CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7), 96);
}

// @ts-ignore: decorator
@inline
function clearTile(to: usize): void {
  const zero = f32x4.splat(0);
  v128.store(to, zero);
  v128.store(to, zero, 32);
  v128.store(to, zero, 64);
  v128.store(to, zero, 96);
}
