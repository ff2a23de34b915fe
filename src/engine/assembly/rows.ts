import { F32, VECTOR } from './lanes';

// Rows of `columns` numbers, a multiple of 4, one after another.

/** So many numbers become 0. */
export function clear(at: usize, count: i32): void {
  memory.fill(at, 0, <usize>count * F32);
}

/** Copies rows to where each has `width` numbers, at least as many as `columns`: what is left of it becomes 0. */
export function spreadRows(from: usize, stride: i32, to: usize, width: i32, rows: i32, columns: i32): void {
  const read = <usize>columns * F32;
  const written = <usize>width * F32;
  for (let row = 0; row < rows; row++, from += <usize>stride * F32, to += written) {
    memory.copy(to, from, read);
    memory.fill(to + read, 0, written - read);
  }
}

/** Every row becomes the bias b. */
export function fillRows(rows: usize, b: usize, count: i32, columns: i32): void {
  const bytes = <usize>columns * F32;
  for (let row = 0; row < count; row++, rows += bytes) memory.copy(rows, b, bytes);
}

/** Row r becomes b + row index[r] of U: what the product of one-hot inputs with U is. */
export function gatherRows(rows: usize, U: usize, b: usize, index: usize, count: i32, columns: i32): void {
  const bytes = <usize>columns * F32;
  for (let row = 0; row < count; row++, index += 4) {
    const u = U + <usize>load<i32>(index) * bytes;
    for (let at: usize = 0; at < bytes; at += VECTOR, rows += VECTOR) v128.store(rows, f32x4.add(v128.load(u + at), v128.load(b + at)));
  }
}

/** Adds row r to row index[r] of U: the gradient of `gatherRows`. */
export function scatterRows(U: usize, rows: usize, index: usize, count: i32, columns: i32): void {
  const bytes = <usize>columns * F32;
  for (let row = 0; row < count; row++, index += 4) {
    const u = U + <usize>load<i32>(index) * bytes;
    for (let at: usize = 0; at < bytes; at += VECTOR, rows += VECTOR) v128.store(u + at, f32x4.add(v128.load(u + at), v128.load(rows)));
  }
}

/** Adds the rows to `sums`: the gradient of a bias. In blocks, since a long float32 sum loses digits. */
export function sumRows(sums: usize, rows: usize, count: i32, columns: i32): void {
  const bytes = <usize>columns * F32;
  for (let row = 0; row < count; row += 64) {
    const block = rows + <usize>row * bytes;
    const end = block + <usize>min(64, count - row) * bytes;
    for (let column: usize = 0; column < bytes; column += VECTOR) {
      let sum = f32x4.splat(0);
      for (let at = block + column; at < end; at += bytes) sum = f32x4.add(sum, v128.load(at));
      v128.store(sums + column, f32x4.add(v128.load(sums + column), sum));
    }
  }
}
