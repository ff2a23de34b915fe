import { F32, LANES, VECTOR } from './lanes';

/** The square of each of `count` columns, from one on, in `steps` rows of float32: it comes into the columns from `at` on. */
export function squareColumns(rows: usize, stride: i32, steps: i32, from: i32, count: i32, at: i32): void {
  for (let t = 0; t < steps; t++, rows += <usize>stride * F32) {
    let x = rows + <usize>from * F32, to = rows + <usize>at * F32, i = 0;
    for (; i + LANES <= count; i += LANES, x += VECTOR, to += VECTOR) {
      const four = v128.load(x);
      v128.store(to, f32x4.mul(four, four));
    }
    for (; i < count; i++, x += F32, to += F32) store<f32>(to, load<f32>(x) * load<f32>(x));
  }
}
