import type { Tridiagonal } from './tridiagonal.ts';
import { atOnce } from './turns.ts';
import type { Turns } from './turns.ts';

/** Rounds for one eigenvalue at most: two or three are usual. */
const mostRounds = 60;

/** Eigenvalues that are found without a pause. */
const piece = 16;

/**
 * The eigenvalues of a symmetric tridiagonal matrix, the largest first, by the implicit QL algorithm (Dubrulle, Martin & Wilkinson 1968,
 * doi:10.1007/BF02165404): rotations chase what a shift put beside the diagonal up and out, until the smallest stands alone.
 * They are right to rounding beside the largest, not each beside itself.
 */
export const tridiagonalEigenvalues = (T: Pick<Tridiagonal, 'diagonal' | 'beside'>): Float64Array => atOnce(findingEigenvalues(T));

/** The same in pieces. */
export function* findingEigenvalues({ diagonal, beside }: Pick<Tridiagonal, 'diagonal' | 'beside'>): Turns<Float64Array> {
  const n = diagonal.length;
  const [d, e] = [diagonal.slice(), Float64Array.from({ length: n }, (_, i) => beside[i] ?? 0)];
  const rounding = Number.EPSILON * d.reduce((largest, each, i) => Math.max(largest, Math.abs(each) + Math.abs(e[i]!)), 0);
  for (let l = 0; l < n; l++) {
    for (let round = 0; ; round++) {
      const m = endOfBlock(d, e, l, rounding);
      if (m === l) break;
      if (round === mostRounds) throw new Error('The eigenvalues do not settle.');
      sweep(d, e, l, m);
    }
    if (l % piece === 0) yield;
  }
  return d.sort().reverse();
}

/** The first row from l on beside which nothing is left but rounding of the largest: what is less than that, as of a matrix of a low rank, need never come to nothing beside its own neighbours. */
function endOfBlock(d: Float64Array, e: Float64Array, l: number, rounding: number): number {
  let m = l;
  while (m < d.length - 1 && Math.abs(e[m]!) > rounding) m++;
  return m;
}

function sweep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const half = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.sqrt(half * half + 1);
  let g = d[m]! - d[l]! + e[l]! / (half + (half >= 0 ? root : -root)); // Wilkinson's shift
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const [f, b] = [s * e[i]!, c * e[i]!];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = d[i + 1]! - p;
      e[m] = 0;
      return;
    }
    [s, c] = [f / r, g / r];
    g = d[i + 1]! - p;
    const t = (d[i]! - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
  }
  d[l] = d[l]! - p;
  e[l] = g;
  e[m] = 0;
}
