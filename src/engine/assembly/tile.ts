import { F32, fma, VECTOR } from './lanes';
import { PANEL_ROW } from './pack';

// The micro-kernels: a tile of C stays in registers while k runs. Eight sums, so that two multiply-adds of four cycles each can
// begin in every cycle; with two vectors of B and one number of A they are eleven of the sixteen registers there are.

/** Where the sums go: added to what is there, or in its place. `half`: only the first four columns are there. */
// @ts-ignore: decorator
@inline
function put(C: usize, low: v128, high: v128, half: bool, add: bool): void {
  v128.store(C, add ? f32x4.add(v128.load(C), low) : low);
  if (!half) v128.store(C, add ? f32x4.add(v128.load(C, 16), high) : high, 16);
}

/**
 * C, 4 × 8 (+)= A, 4 × K · a panel of B, K × 8.
 * @param row bytes from row to row of A @param step bytes from k to k of A @param stride bytes from row to row of C
 */
export function tile4(A: usize, row: usize, step: usize, panel: usize, C: usize, stride: usize, K: i32, half: bool, add: bool): void {
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, d0 = c0, d1 = c0, d2 = c0, d3 = c0;
  let a0 = A, a1 = a0 + row, a2 = a1 + row, a3 = a2 + row;
  for (let k = 0; k < K; k++) {
    const b = v128.load(panel), e = v128.load(panel, 16);
    let a = v128.load_splat<f32>(a0); c0 = fma(a, b, c0); d0 = fma(a, e, d0);
    a = v128.load_splat<f32>(a1); c1 = fma(a, b, c1); d1 = fma(a, e, d1);
    a = v128.load_splat<f32>(a2); c2 = fma(a, b, c2); d2 = fma(a, e, d2);
    a = v128.load_splat<f32>(a3); c3 = fma(a, b, c3); d3 = fma(a, e, d3);
    panel += PANEL_ROW; a0 += step; a1 += step; a2 += step; a3 += step;
  }
  put(C, c0, d0, half, add); C += stride;
  put(C, c1, d1, half, add); C += stride;
  put(C, c2, d2, half, add); C += stride;
  put(C, c3, d3, half, add);
}

/**
 * C, 1 × 32 (+)= A, 1 × K · four panels of B side by side: each weight is read once and used once, so that what counts is loads. One
 * number of A is enough for eight sums.
 * @param between bytes from panel to panel
 */
export function row4(A: usize, panel: usize, between: usize, C: usize, K: i32, add: bool): void {
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, d0 = c0, d1 = c0, d2 = c0, d3 = c0;
  let p0 = panel, p1 = p0 + between, p2 = p1 + between, p3 = p2 + between;
  for (const end = A + <usize>K * F32; A < end; A += F32) {
    const a = v128.load_splat<f32>(A);
    c0 = fma(a, v128.load(p0), c0); d0 = fma(a, v128.load(p0, 16), d0); p0 += PANEL_ROW;
    c1 = fma(a, v128.load(p1), c1); d1 = fma(a, v128.load(p1, 16), d1); p1 += PANEL_ROW;
    c2 = fma(a, v128.load(p2), c2); d2 = fma(a, v128.load(p2, 16), d2); p2 += PANEL_ROW;
    c3 = fma(a, v128.load(p3), c3); d3 = fma(a, v128.load(p3, 16), d3); p3 += PANEL_ROW;
  }
  put(C, c0, d0, false, add);
  put(C + 32, c1, d1, false, add);
  put(C + 64, c2, d2, false, add);
  put(C + 96, c3, d3, false, add);
}

/** C, 1 × 8: one panel alone. K is taken four at a time, so that there are eight sums here too. */
export function tile1(A: usize, panel: usize, C: usize, K: i32, half: bool, add: bool): void {
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, d0 = c0, d1 = c0, d2 = c0, d3 = c0;
  for (; K >= 4; K -= 4) {
    let a = v128.load_splat<f32>(A); c0 = fma(a, v128.load(panel), c0); d0 = fma(a, v128.load(panel, 16), d0);
    a = v128.load_splat<f32>(A, 4); c1 = fma(a, v128.load(panel, 32), c1); d1 = fma(a, v128.load(panel, 48), d1);
    a = v128.load_splat<f32>(A, 8); c2 = fma(a, v128.load(panel, 64), c2); d2 = fma(a, v128.load(panel, 80), d2);
    a = v128.load_splat<f32>(A, 12); c3 = fma(a, v128.load(panel, 96), c3); d3 = fma(a, v128.load(panel, 112), d3);
    panel += 4 * PANEL_ROW; A += VECTOR;
  }
  for (; K > 0; K--, panel += PANEL_ROW, A += F32) {
    const a = v128.load_splat<f32>(A);
    c0 = fma(a, v128.load(panel), c0);
    d0 = fma(a, v128.load(panel, 16), d0);
  }
  put(C, f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3)), f32x4.add(f32x4.add(d0, d1), f32x4.add(d2, d3)), half, add);
}

/** Adds the rows of a panel to the 8 numbers at `sums` (4 where it is half). */
export function sumPanel(panel: usize, K: i32, sums: usize, half: bool): void {
  let s = f32x4.splat(0), t = s;
  for (let k = 0; k < K; k++, panel += PANEL_ROW) {
    s = f32x4.add(s, v128.load(panel));
    t = f32x4.add(t, v128.load(panel, 16));
  }
  put(sums, s, t, half, true);
}
