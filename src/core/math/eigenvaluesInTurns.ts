import type { EigenvalueRoom } from './eigenvalueRoom.ts';
import { toHessenberg } from './hessenberg.ts';

/** Eigenvalues as their real and imaginary parts. */
export interface Eigenvalues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Sweeps for one eigenvalue at most: a handful is usual. */
const mostSweeps = 60;

/**
 * The eigenvalues of a square matrix by Francis's double-shift QR algorithm on its Hessenberg form (Francis 1961, doi:10.1093/comjnl/4.3.265; as
 * `hqr` of EISPACK, Martin, Peters & Wilkinson 1970, doi:10.1007/BF02163036), without eigenvectors, and so in a third of the time.
 * @param room whose matrix is finite; it is used up
 * @param breathe called between sweeps, each of which takes n² multiplications a few times
 */
export async function eigenvaluesInTurns(room: EigenvalueRoom, breathe: () => Promise<void>): Promise<Eigenvalues> {
  const { A, n, stride } = room;
  await toHessenberg(room, breathe);
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  const norm = sumOfSizes(A) / Math.max(1, n);
  let [shifted, sweeps] = [0, 0];
  for (let end = n - 1; end >= 0;) {
    const start = startOfBlock(A, stride, end, norm);
    if (start >= end - 1) {
      if (start === end) re[end] = A[end * stride + end]! + shifted;
      else pairOf(A, stride, end, shifted, re, im);
      end = start - 1;
      sweeps = 0;
      continue;
    }
    if (sweeps === mostSweeps) throw new Error('The eigenvalues do not settle.');
    // Where it turns in a circle, as of a ring, a shift out of the ordinary breaks it.
    const exceptional = sweeps % 10 === 9;
    if (exceptional) shifted += moveDiagonal(A, stride, end);
    sweeps++;
    sweep(room, start, end, exceptional);
    await breathe();
  }
  return { re, im };
}

function sumOfSizes(A: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < A.length; i++) sum += Math.abs(A[i]!);
  return sum;
}

/** The first row of the block that ends there: before it a number below the diagonal is as good as 0. */
function startOfBlock(A: Float64Array, stride: number, end: number, norm: number): number {
  let l = end;
  for (; l > 0; l--) {
    const near = Math.abs(A[(l - 1) * (stride + 1)]!) + Math.abs(A[l * (stride + 1)]!) || norm;
    if (Math.abs(A[l * stride + l - 1]!) <= Number.EPSILON * near) {
      A[l * stride + l - 1] = 0;
      break;
    }
  }
  return l;
}

/** The two eigenvalues of the last 2 × 2, real or a pair. */
function pairOf(A: Float64Array, stride: number, end: number, shifted: number, re: Float64Array, im: Float64Array): void {
  const [x, y, w] = [A[end * (stride + 1)]!, A[(end - 1) * (stride + 1)]!, A[end * stride + end - 1]! * A[(end - 1) * stride + end]!];
  const p = (y - x) / 2;
  const q = p * p + w;
  const z = Math.sqrt(Math.abs(q));
  if (q < 0) {
    re[end] = re[end - 1] = x + p + shifted;
    im[end - 1] = z;
    im[end] = -z;
    return;
  }
  const far = p + (p >= 0 ? z : -z);
  re[end - 1] = x + far + shifted;
  re[end] = far === 0 ? re[end - 1]! : x - w / far + shifted;
}

function moveDiagonal(A: Float64Array, stride: number, end: number): number {
  const x = A[end * (stride + 1)]!;
  for (let i = 0; i <= end; i++) A[i * (stride + 1)] = A[i * (stride + 1)]! - x;
  return x;
}

/** The two shifts: the eigenvalues of the last 2 × 2, by their sum and product; in between, two out of the ordinary. */
function shifts(A: Float64Array, stride: number, end: number, exceptional: boolean): readonly [x: number, y: number, w: number] {
  if (!exceptional) return [A[end * (stride + 1)]!, A[(end - 1) * (stride + 1)]!, A[end * stride + end - 1]! * A[(end - 1) * stride + end]!];
  const s = Math.abs(A[end * stride + end - 1]!) + Math.abs(A[(end - 1) * stride + end - 2]!);
  return [0.75 * s, 0.75 * s, -0.4375 * s * s];
}

/** One double step on rows `start` … `end`: the first column of (A − aI)(A − bI) is reflected, and the bulge that comes of it chased down. */
function sweep(room: EigenvalueRoom, start: number, end: number, exceptional: boolean): void {
  const { A, stride } = room;
  const [x, y, w] = shifts(A, stride, end, exceptional);
  const first = (m: number): [number, number, number] => {
    const z = A[m * (stride + 1)]!;
    const [r, s] = [x - z, y - z];
    const below = A[(m + 1) * stride + m]!;
    const column: [number, number, number] = [(r * s - w) / below + A[m * stride + m + 1]!, A[(m + 1) * (stride + 1)]! - z - r - s, A[(m + 2) * stride + m + 1]!];
    const size = Math.abs(column[0]) + Math.abs(column[1]) + Math.abs(column[2]);
    return [column[0] / size, column[1] / size, column[2] / size];
  };
  let m = end - 2;
  let [p, q, r] = first(m);
  for (; m > start; m--, [p, q, r] = first(m)) {
    const diagonal = Math.abs(A[(m - 1) * (stride + 1)]!) + Math.abs(A[m * (stride + 1)]!) + Math.abs(A[(m + 1) * (stride + 1)]!);
    if (Math.abs(A[m * stride + m - 1]!) * (Math.abs(q) + Math.abs(r)) <= Number.EPSILON * Math.abs(p) * diagonal) break;
  }
  for (let i = m + 2; i <= end; i++) {
    A[i * stride + i - 2] = 0;
    if (i > m + 2) A[i * stride + i - 3] = 0;
  }
  room.chase(start, m, end, p, q, r);
}
