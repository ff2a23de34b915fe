import { F64, fma64 } from './lanes';

/*
 * Products of a tall float64 matrix with itself, tile by tile. A matrix is packed in panels: four of its rows (or columns, if
 * those are what is multiplied) with the four numbers of a place along the sum beside each other, `[count / 4, length, 4]`.
 */

/** Rows and columns of a tile: eight vectors of sums, which is what keeps two multipliers busy in sixteen registers. */
export const TILE: i32 = 4;

/** Columns of a tall block: their panels stay in the second cache while all rows go by. */
const COLUMNS: i32 = 64;

// @ts-ignore: decorator
@inline
function addScaled(C: usize, scale: v128, left: v128, right: v128): void {
  v128.store(C, fma64(scale, left, v128.load(C)));
  v128.store(C, fma64(scale, right, v128.load(C, 16)), 16);
}

/** C[4, 4] += scale·A·Bᵀ, where A and B are panels of `length`, and `stride` is the bytes from row to row of C. */
export function addTile(A: usize, B: usize, length: i32, C: usize, stride: usize, scale: f64): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (const end = B + <usize>length * TILE * F64; B < end; A += TILE * F64, B += TILE * F64) {
    const left = v128.load(B), right = v128.load(B, 16);
    let a = v128.load_splat<u64>(A);
    c00 = fma64(a, left, c00);
    c01 = fma64(a, right, c01);
    a = v128.load_splat<u64>(A, 8);
    c10 = fma64(a, left, c10);
    c11 = fma64(a, right, c11);
    a = v128.load_splat<u64>(A, 16);
    c20 = fma64(a, left, c20);
    c21 = fma64(a, right, c21);
    a = v128.load_splat<u64>(A, 24);
    c30 = fma64(a, left, c30);
    c31 = fma64(a, right, c31);
  }
  const s = f64x2.splat(scale);
  addScaled(C, s, c00, c01);
  addScaled(C + stride, s, c10, c11);
  addScaled(C + 2 * stride, s, c20, c21);
  addScaled(C + 3 * stride, s, c30, c31);
}

/**
 * C += scale·P·Pᵀ in rows `from` … `to` of the lower triangle of C (whole tiles on the diagonal), where P is packed in panels
 * of `length` that lie `step` bytes apart. Rows are multiples of 4, so that threads can share them out.
 */
export function addLower(
  panels: usize, length: i32, step: usize, from: i32, to: i32, C: usize, stride: usize, scale: f64,
): void {
  for (let block = 0; block < to; block += COLUMNS) {
    for (let i = max(from, block); i < to; i += TILE) {
      const row = C + <usize>i * stride, A = panels + <usize>(i / TILE) * step;
      const end = min(block + COLUMNS, i + TILE);
      for (let j = block; j < end; j += TILE) addTile(A, panels + <usize>(j / TILE) * step, length, row + <usize>j * F64, stride, scale);
    }
  }
}
