import { F32, F64, upper } from './lanes';
import { TILE, addLower } from './tile64';

/*
 * The Gram matrix SᵀS of rows of float32, summed in float64, a block of rows at a time: the whole S is never needed. With the
 * targets Y as further columns of S, the lower triangle holds YᵀS as well.
 */

/** Packs columns `from` … `to` (multiples of 4) of `steps` rows as float64, in panels of `steps`: the first row times `weight`, each `growth` times as much as the one before. */
export function packColumns(rows: usize, stride: i32, steps: i32, from: i32, to: i32, panels: usize, weight: f64, growth: f64): void {
  const grow = f64x2.splat(growth);
  panels += <usize>(from * steps) * F64;
  for (let column = from; column < to; column += TILE) {
    let at = rows + <usize>column * F32;
    let weights = f64x2.splat(weight);
    for (let t = 0; t < steps; t++, at += <usize>stride * F32, panels += TILE * F64) {
      const four = v128.load(at);
      v128.store(panels, f64x2.mul(f64x2.promote_low_f32x4(four), weights));
      v128.store(panels, f64x2.mul(upper(four), weights), 16);
      weights = f64x2.mul(weights, grow);
    }
  }
}

/** C += SᵀS in rows `from` … `to` of the lower triangle, from packed columns. `stride` counts the numbers from row to row of C. */
export function addGram(panels: usize, steps: i32, from: i32, to: i32, C: usize, stride: i32): void {
  addLower(panels, steps, <usize>(TILE * steps) * F64, from, to, C, <usize>stride * F64, 1);
}
