import { F32, VECTOR } from './lanes';
import { pack, PANEL, PANEL_ROW } from './pack';
import { row4, sumPanel, tile1, tile4 } from './tile';

/** Of k at a time: a panel of so many rows is 16 KB, and with four rows of A it stays in the nearest cache. */
const DEPTH: i32 = 512;
/** Rows of A at a time: with DEPTH numbers each they stay in the second one. */
const HEIGHT: i32 = 96;
/** Of k at a time where all columns of A are laid out anew. */
const STRIP: i32 = 256;

/**
 * C (+)= A·B, where A is `[M, K]`, B `[K, N]` packed, C `[M, N]`. N is a multiple of 4, M and K are any.
 * @param strideA @param strideC numbers from row to row
 * @param add 1: to what is in C; 0: in its place
 */
export function product(A: usize, strideA: i32, packed: usize, C: usize, strideC: i32, M: i32, N: i32, K: i32, add: i32): void {
  for (let k = 0; k < K; k += DEPTH) {
    const depth = min(DEPTH, K - k);
    for (let m = 0; m < M; m += HEIGHT) {
      block(A + <usize>(m * strideA + k) * F32, strideA, packed + <usize>k * PANEL_ROW, K, C + <usize>(m * strideC) * F32, strideC,
        min(HEIGHT, M - m), N, depth, add != 0 || k > 0);
    }
  }
}

/** As much of it as stays near: up to HEIGHT rows, and `depth` of the K rows of each panel. */
function block(A: usize, strideA: i32, packed: usize, K: i32, C: usize, strideC: i32, M: i32, N: i32, depth: i32, add: bool): void {
  const row = <usize>strideA * F32, stride = <usize>strideC * F32;
  const panels = <usize>K * PANEL_ROW;
  const tall = M & ~3;
  let panel = packed, c = C;
  for (let n = 0; tall > 0 && n < N; n += PANEL, panel += panels, c += PANEL_ROW) {
    for (let m = 0; m < tall; m += 4) tile4(A + <usize>m * row, row, F32, panel, c + <usize>m * stride, stride, depth, N - n < PANEL, add);
  }
  for (let m = tall; m < M; m++) single(A + <usize>m * row, packed, panels, C + <usize>m * stride, N, depth, add);
}

/** One row of it. @param between bytes from panel to panel */
function single(A: usize, packed: usize, between: usize, C: usize, N: i32, depth: i32, add: bool): void {
  let n = 0;
  for (; N - n >= 4 * PANEL; n += 4 * PANEL, packed += 4 * between, C += 4 * PANEL_ROW) row4(A, packed, between, C, depth, add);
  for (; n < N; n += PANEL, packed += between, C += PANEL_ROW) tile1(A, packed, C, depth, N - n < PANEL, add);
}

/**
 * C += Aᵀ·D and sums += the column sums of D, where A is `[K, M]`, D `[K, N]`, C `[M, N]`: the gradient of a matrix, and of the
 * bias beside it. M and N are multiples of 4, K is any.
 * @param sums N numbers, or 0 where nobody asks for them
 * @param scratch STRIP × (M + 8) numbers, see `scratchOfTransposedProduct`
 */
export function transposedProduct(
  A: usize, strideA: i32, D: usize, strideD: i32, C: usize, strideC: i32, M: i32, N: i32, K: i32, sums: usize, scratch: usize,
): void {
  const panel = scratch + <usize>(STRIP * M) * F32;
  const stride = <usize>strideC * F32;
  for (let k = 0; k < K; k += STRIP) {
    const depth = min(STRIP, K - k);
    gatherStrips(A + <usize>(k * strideA) * F32, strideA, depth, M, scratch);
    for (let n = 0; n < N; n += PANEL) {
      const half = N - n < PANEL;
      pack(D + <usize>(k * strideD + n) * F32, strideD, depth, half ? 4 : PANEL, panel);
      if (sums) sumPanel(panel, depth, sums + <usize>n * F32, half);
      let strip = scratch, c = C + <usize>n * F32;
      for (let m = 0; m < M; m += 4, strip += <usize>depth * VECTOR, c += 4 * stride) tile4(strip, F32, VECTOR, panel, c, stride, depth, half, true);
    }
  }
}

/** Numbers of scratch that `transposedProduct` needs. */
export function scratchOfTransposedProduct(M: i32): i32 {
  return STRIP * (M + PANEL);
}

/** Four columns of A after another, each strip in the order in which a tile reads it. */
function gatherStrips(A: usize, strideA: i32, depth: i32, M: i32, to: usize): void {
  const row = <usize>strideA * F32;
  for (let m = 0; m < M; m += 4) {
    let from = A + <usize>m * F32;
    for (let k = 0; k < depth; k++, from += row, to += VECTOR) v128.store(to, v128.load(from));
  }
}
