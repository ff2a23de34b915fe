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
 * @param A `[n, n]`, row-major, finite; it is used up
 * @param breathe called between sweeps, each of which takes n² multiplications a few times
 */
export async function eigenvaluesInTurns(A: Float64Array, n: number, breathe: () => Promise<void>): Promise<Eigenvalues> {
  await toHessenberg(A, n, breathe);
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  const norm = A.reduce((sum, element) => sum + Math.abs(element), 0) / Math.max(1, n);
  let [shifted, sweeps] = [0, 0];
  for (let end = n - 1; end >= 0;) {
    const start = startOfBlock(A, n, end, norm);
    if (start >= end - 1) {
      if (start === end) re[end] = A[end * n + end]! + shifted;
      else pairOf(A, n, end, shifted, re, im);
      end = start - 1;
      sweeps = 0;
      continue;
    }
    if (sweeps === mostSweeps) throw new Error('The eigenvalues do not settle.');
    // Where it turns in a circle, as of a ring, a shift out of the ordinary breaks it.
    const exceptional = sweeps % 10 === 9;
    if (exceptional) shifted += moveDiagonal(A, n, end);
    sweeps++;
    sweep(A, n, start, end, exceptional);
    await breathe();
  }
  return { re, im };
}

/** The first row of the block that ends there: before it a number below the diagonal is as good as 0. */
function startOfBlock(A: Float64Array, n: number, end: number, norm: number): number {
  let l = end;
  for (; l > 0; l--) {
    const near = Math.abs(A[(l - 1) * (n + 1)]!) + Math.abs(A[l * (n + 1)]!) || norm;
    if (Math.abs(A[l * n + l - 1]!) <= Number.EPSILON * near) {
      A[l * n + l - 1] = 0;
      break;
    }
  }
  return l;
}

/** The two eigenvalues of the last 2 × 2, real or a pair. */
function pairOf(A: Float64Array, n: number, end: number, shifted: number, re: Float64Array, im: Float64Array): void {
  const [x, y, w] = [A[end * (n + 1)]!, A[(end - 1) * (n + 1)]!, A[end * n + end - 1]! * A[(end - 1) * n + end]!];
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

function moveDiagonal(A: Float64Array, n: number, end: number): number {
  const x = A[end * (n + 1)]!;
  for (let i = 0; i <= end; i++) A[i * (n + 1)] = A[i * (n + 1)]! - x;
  return x;
}

/** The two shifts: the eigenvalues of the last 2 × 2, by their sum and product; in between, two out of the ordinary. */
function shifts(A: Float64Array, n: number, end: number, exceptional: boolean): readonly [x: number, y: number, w: number] {
  if (!exceptional) return [A[end * (n + 1)]!, A[(end - 1) * (n + 1)]!, A[end * n + end - 1]! * A[(end - 1) * n + end]!];
  const s = Math.abs(A[end * n + end - 1]!) + Math.abs(A[(end - 1) * n + end - 2]!);
  return [0.75 * s, 0.75 * s, -0.4375 * s * s];
}

/** One double step on rows `start` … `end`: the first column of (A − aI)(A − bI) is reflected, and the bulge that comes of it chased down. */
function sweep(A: Float64Array, n: number, start: number, end: number, exceptional: boolean): void {
  const [x, y, w] = shifts(A, n, end, exceptional);
  const first = (m: number): [number, number, number] => {
    const z = A[m * (n + 1)]!;
    const [r, s] = [x - z, y - z];
    const below = A[(m + 1) * n + m]!;
    const column: [number, number, number] = [(r * s - w) / below + A[m * n + m + 1]!, A[(m + 1) * (n + 1)]! - z - r - s, A[(m + 2) * n + m + 1]!];
    const size = Math.abs(column[0]) + Math.abs(column[1]) + Math.abs(column[2]);
    return [column[0] / size, column[1] / size, column[2] / size];
  };
  let m = end - 2;
  let [p, q, r] = first(m);
  for (; m > start; m--, [p, q, r] = first(m)) {
    const diagonal = Math.abs(A[(m - 1) * (n + 1)]!) + Math.abs(A[m * (n + 1)]!) + Math.abs(A[(m + 1) * (n + 1)]!);
    if (Math.abs(A[m * n + m - 1]!) * (Math.abs(q) + Math.abs(r)) <= Number.EPSILON * Math.abs(p) * diagonal) break;
  }
  for (let i = m + 2; i <= end; i++) {
    A[i * n + i - 2] = 0;
    if (i > m + 2) A[i * n + i - 3] = 0;
  }
  let size = 1;
  for (let k = m; k < end; k++) {
    const three = k < end - 1;
    if (k > m) {
      p = A[k * n + k - 1]!;
      q = A[(k + 1) * n + k - 1]!;
      r = three ? A[(k + 2) * n + k - 1]! : 0;
      size = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (size === 0) continue;
      p /= size;
      q /= size;
      r /= size;
    }
    const s = p >= 0 ? Math.sqrt(p * p + q * q + r * r) : -Math.sqrt(p * p + q * q + r * r);
    if (k > m) A[k * n + k - 1] = -s * size;
    else if (start !== m) A[k * n + k - 1] = -A[k * n + k - 1]!;
    if (three) reflectThree(A, n, start, end, k, p, q, r, s);
    else reflectTwo(A, n, start, end, k, p, q, s);
  }
}

/** Reflects rows and columns k, k + 1 and k + 2, within the block: what lies outside it bears on eigenvectors alone. */
function reflectThree(A: Float64Array, n: number, start: number, end: number, k: number, p: number, q: number, r: number, s: number): void {
  const [x, y, z, b, c] = [(p + s) / s, q / s, r / s, q / (p + s), r / (p + s)];
  for (let i = k * n + k, stop = k * n + end; i <= stop; i++) {
    const [first, second, third] = [A[i]!, A[i + n]!, A[i + 2 * n]!];
    const sum = first + b * second + c * third;
    A[i] = first - sum * x;
    A[i + n] = second - sum * y;
    A[i + 2 * n] = third - sum * z;
  }
  for (let at = start * n + k, stop = Math.min(end, k + 3) * n + k; at <= stop; at += n) {
    const [first, second, third] = [A[at]!, A[at + 1]!, A[at + 2]!];
    const sum = x * first + y * second + z * third;
    A[at] = first - sum;
    A[at + 1] = second - sum * b;
    A[at + 2] = third - sum * c;
  }
}

/** At the end of the block, the last two. */
function reflectTwo(A: Float64Array, n: number, start: number, end: number, k: number, p: number, q: number, s: number): void {
  const [x, y, b] = [(p + s) / s, q / s, q / (p + s)];
  for (let i = k * n + k, stop = k * n + end; i <= stop; i++) {
    const sum = A[i]! + b * A[i + n]!;
    A[i] = A[i]! - sum * x;
    A[i + n] = A[i + n]! - sum * y;
  }
  for (let at = start * n + k, stop = end * n + k; at <= stop; at += n) {
    const sum = x * A[at]! + y * A[at + 1]!;
    A[at] = A[at]! - sum;
    A[at + 1] = A[at + 1]! - sum * b;
  }
}
