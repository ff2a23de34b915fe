import { addTo } from './gradients';
import { F32, fma, VECTOR } from './lanes';

// Rows of `columns` numbers, a multiple of 4, one after another.

/** Bytes of a cache line. */
const LINE: usize = 64;

/** So many numbers become 0. */
export function clear(at: usize, count: i32): void {
  memory.fill(at, 0, <usize>count * F32);
}

/** One number: of an array that does not change, and is too short to be worth a way of its own into the memory. */
export function put(at: usize, value: f32): void {
  store<f32>(at, value);
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

/** Steps of `count` numbers each, the last first: what a chain reads that goes from the end to the beginning. */
export function turn(from: usize, to: usize, steps: i32, count: i32): void {
  const bytes = <usize>count * F32;
  to += <usize>(steps - 1) * bytes;
  for (let t = 0; t < steps; t++, from += bytes, to -= bytes) memory.copy(to, from, bytes);
}

/** Adds steps in the other order: the gradient of `turn`. `count` is a multiple of 4. */
export function addTurned(to: usize, from: usize, steps: i32, count: i32): void {
  const bytes = <usize>count * F32;
  from += <usize>(steps - 1) * bytes;
  for (let t = 0; t < steps; t++, to += bytes, from -= bytes) addTo(to, from, count);
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
  for (let row = 0; row < count; row += 64, rows += 64 * bytes) {
    const end = rows + <usize>min(64, count - row) * bytes;
    let column: usize = 0;
    for (; column + LINE <= bytes; column += LINE) sumLine(sums + column, rows + column, end, bytes);
    for (; column < bytes; column += VECTOR) sumVector(sums + column, rows + column, end, bytes);
  }
}

/** Adds row r of A times row r of D, number by number, to `sums`: the gradient of weights that each are a unit's own. In blocks, like `sumRows`. */
export function sumProducts(sums: usize, A: usize, strideA: i32, D: usize, strideD: i32, count: i32, columns: i32): void {
  const nextA = <usize>strideA * F32, nextD = <usize>strideD * F32;
  for (let row = 0; row < count; row += 64, A += 64 * nextA, D += 64 * nextD) {
    const end = A + <usize>min(64, count - row) * nextA;
    for (let column: usize = 0; column < <usize>columns * F32; column += VECTOR) {
      let sum = f32x4.splat(0);
      for (let a = A, d = D; a < end; a += nextA, d += nextD) sum = fma(v128.load(a + column), v128.load(d + column), sum);
      v128.store(sums + column, f32x4.add(v128.load(sums + column), sum));
    }
  }
}

/** A cache line of columns: each is fetched once. */
function sumLine(sums: usize, at: usize, end: usize, bytes: usize): void {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (; at < end; at += bytes) {
    a = f32x4.add(a, v128.load(at));
    b = f32x4.add(b, v128.load(at, 16));
    c = f32x4.add(c, v128.load(at, 32));
    d = f32x4.add(d, v128.load(at, 48));
  }
  v128.store(sums, f32x4.add(v128.load(sums), a));
  v128.store(sums, f32x4.add(v128.load(sums, 16), b), 16);
  v128.store(sums, f32x4.add(v128.load(sums, 32), c), 32);
  v128.store(sums, f32x4.add(v128.load(sums, 48), d), 48);
}

function sumVector(sums: usize, at: usize, end: usize, bytes: usize): void {
  let sum = f32x4.splat(0);
  for (; at < end; at += bytes) sum = f32x4.add(sum, v128.load(at));
  v128.store(sums, f32x4.add(v128.load(sums), sum));
}
