import { dot } from './dot';
import { F64, fma64 } from './lanes';
import { TILE, addLower, addTile } from './tile64';

/*
 * A = L·Lᵀ in float64, in place in the lower triangle (the diagonal's tiles of 4 × 4 are overwritten whole), and the systems that
 * L solves. Right-looking: a block of columns of L is made, row by row, and taken from all that is to the right of it.
 */

/** Columns of L made at a time. */
const BLOCK: i32 = 64;

/** Bytes of a packed panel: four rows of a block. */
const PANEL: usize = <usize>(BLOCK * TILE) * F64;

/**
 * A step of the factorisation of A, of `n` rows (a multiple of 4), `stride` numbers apart: the block of columns from `k` on, a multiple
 * of 64. Whoever calls takes one after another, and may do something else in between. `panels` is scratch of 64·n numbers. Each pivot
 * has to be more than its number in `floors`; NaN is not.
 * @returns −1, or the row of the first pivot that is not
 */
export function choleskyBlock(A: usize, k: i32, n: i32, stride: i32, floors: usize, panels: usize): i32 {
  const failed = choleskyDiagonal(A, k, n, stride, floors, panels), rest = n - min(k + BLOCK, n);
  if (failed < 0) {
    choleskyBelow(A, k, n, stride, panels, 0, rest);
    choleskyRest(A, k, n, stride, panels, 0, rest);
  }
  return failed;
}

/** The first part of that: what of these columns of L is on the diagonal, also packed. @returns likewise */
export function choleskyDiagonal(A: usize, k: i32, n: i32, stride: i32, floors: usize, panels: usize): i32 {
  const step = <usize>stride * F64, end = min(k + BLOCK, n);
  for (let i = k; i < end; i += TILE) {
    const failed = makeRows(A, i, k, i + TILE, step, floors, panels);
    if (failed >= 0) return failed;
  }
  return -1;
}

/** The next: what is in the rows `from` … `to` (multiples of 4) of what is below. */
export function choleskyBelow(A: usize, k: i32, n: i32, stride: i32, panels: usize, from: i32, to: i32): void {
  const step = <usize>stride * F64, end = min(k + BLOCK, n);
  for (let i = end + from; i < end + to; i += TILE) makeRows(A, i, k, end, step, 0, panels);
}

/** The last: they are taken from the rows `from` … `to` (multiples of 4) of what is below and to the right of them. */
export function choleskyRest(A: usize, k: i32, n: i32, stride: i32, panels: usize, from: i32, to: i32): void {
  const step = <usize>stride * F64, end = min(k + BLOCK, n);
  const below = panels + <usize>((end - k) / TILE) * PANEL;
  addLower(below, end - k, PANEL, from, to, A + <usize>end * (step + F64), step, -1);
}

/** Columns `k` … `end` of L in the four rows from `i`, also packed. @param floors of pivots, where they are on the diagonal @returns −1, or the row of a pivot that is too small */
function makeRows(A: usize, i: i32, k: i32, end: i32, step: usize, floors: usize, panels: usize): i32 {
  const own = panels + <usize>((i - k) / TILE) * PANEL;
  for (let j = k; j < end; j += TILE) {
    const tile = A + <usize>i * step + <usize>j * F64;
    const before = j - k;
    addTile(own, panels + <usize>(before / TILE) * PANEL, before, tile, step, -1);
    if (j == i) {
      const failed = factorTile(tile, step, floors + <usize>i * F64);
      if (failed >= 0) return i + failed;
    } else {
      solveTile(tile, A + <usize>j * (step + F64), step, own + <usize>(before * TILE) * F64);
    }
  }
  return -1;
}

/** One tile of the diagonal. @returns −1, or the row within the tile of a pivot that is too small */
function factorTile(tile: usize, step: usize, floors: usize): i32 {
  for (let c = 0; c < TILE; c++) {
    const pivots = tile + <usize>c * step, pivot = load<f64>(pivots + <usize>c * F64) - dot(pivots, pivots, c);
    if (!(pivot > load<f64>(floors + <usize>c * F64))) return c;
    const root = sqrt(pivot);
    store<f64>(pivots + <usize>c * F64, root);
    for (let r = c + 1; r < TILE; r++) {
      const row = tile + <usize>r * step, at = row + <usize>c * F64;
      store<f64>(at, (load<f64>(at) - dot(row, pivots, c)) / root);
    }
  }
  return -1;
}

/** X = A·L⁻ᵀ for one tile, in place and in its panel. */
// @ts-ignore: decorator
@inline
function solveTile(tile: usize, L: usize, step: usize, packed: usize): void {
  solveTwoRows(tile, L, step, packed);
  solveTwoRows(tile + 2 * step, L, step, packed + 16);
}

/** a − l·x, of two rows. */
// @ts-ignore: decorator
@inline
function less(a: v128, l: usize, x: v128): v128 {
  return fma64(f64x2.neg(v128.load_splat<u64>(l)), x, a);
}

/** Forward substitution in two rows of a tile at once, a column after the other. */
function solveTwoRows(rows: usize, L: usize, step: usize, packed: usize): void {
  const next = rows + step, L1 = L + step, L2 = L1 + step, L3 = L2 + step;
  let first = v128.load(rows), second = v128.load(next);
  let x0 = i64x2.shuffle(first, second, 0, 2), x1 = i64x2.shuffle(first, second, 1, 3);
  first = v128.load(rows, 16);
  second = v128.load(next, 16);
  let x2 = i64x2.shuffle(first, second, 0, 2), x3 = i64x2.shuffle(first, second, 1, 3);
  x0 = f64x2.div(x0, v128.load_splat<u64>(L));
  x1 = f64x2.div(less(x1, L1, x0), v128.load_splat<u64>(L1, 8));
  x2 = f64x2.div(less(less(x2, L2, x0), L2 + 8, x1), v128.load_splat<u64>(L2, 16));
  x3 = f64x2.div(less(less(less(x3, L3, x0), L3 + 8, x1), L3 + 16, x2), v128.load_splat<u64>(L3, 24));
  v128.store(packed, x0);
  v128.store(packed, x1, 32);
  v128.store(packed, x2, 64);
  v128.store(packed, x3, 96);
  v128.store(rows, i64x2.shuffle(x0, x1, 0, 2));
  v128.store(rows, i64x2.shuffle(x2, x3, 0, 2), 16);
  v128.store(next, i64x2.shuffle(x0, x1, 1, 3));
  v128.store(next, i64x2.shuffle(x2, x3, 1, 3), 16);
}

/** y += a·x over `count` numbers. */
function addMultiple(a: f64, x: usize, y: usize, count: i32): void {
  const two = f64x2.splat(a);
  let i = 0;
  for (; i + 2 <= count; i += 2, x += 2 * F64, y += 2 * F64) v128.store(y, fma64(two, v128.load(x), v128.load(y)));
  for (; i < count; i++, x += F64, y += F64) store<f64>(y, load<f64>(y) + a * load<f64>(x));
}

/**
 * L·x = b for `count` right-hand sides, each a row of B, in place. `stride` and `strideB` count the numbers from row to row.
 * Each row of L is read once.
 */
export function solveLower(L: usize, n: i32, stride: i32, B: usize, count: i32, strideB: i32): void {
  for (let i = 0; i < n; i++, L += <usize>stride * F64) {
    for (let r = 0; r < count; r++) {
      const b = B + <usize>(r * strideB) * F64, at = b + <usize>i * F64;
      store<f64>(at, (load<f64>(at) - dot(L, b, i)) / load<f64>(L + <usize>i * F64));
    }
  }
}

/** Lᵀ·x = b, likewise. */
export function solveLowerTransposed(L: usize, n: i32, stride: i32, B: usize, count: i32, strideB: i32): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = L + <usize>(i * stride) * F64;
    for (let r = 0; r < count; r++) {
      const b = B + <usize>(r * strideB) * F64, at = b + <usize>i * F64;
      const x = load<f64>(at) / load<f64>(row + <usize>i * F64);
      store<f64>(at, x);
      addMultiple(-x, row, b, i);
    }
  }
}
