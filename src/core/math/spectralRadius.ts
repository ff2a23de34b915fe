import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { RandomStream } from './random.ts';
import { arnoldiRadius } from './restartedArnoldi.ts';
import type { Turns } from './turns.ts';
import { dot, length } from './vectors.ts';

/** A square matrix by what it does to a vector. */
export interface Operator {
  readonly size: number;
  multiply(v: Float64Array): Float64Array;
}

/** The subspace grows by a quarter from look to look, since each takes the third power of its dimensions; and how little a look may change what was seen. */
const firstLook = 20;
const growth = 1.25;
const change = 1e-10;

/** From this size on it is worth it to look for the largest alone. */
const large = 100;

/**
 * The largest |λ| among the eigenvalues of a matrix, by Arnoldi's process (1951, doi:10.1090/qam/42792): a basis of v, Wv, W²v, …, in which W is nearly triangular, and small. Of a large matrix
 * it begins again and again with a part of it, where that settles; else it ends when three looks in a row agree to 10⁻¹⁰, or at the whole matrix.
 * In pieces of one product each.
 * @param random of the first vector
 */
export function* spectralRadius(W: Operator, random: RandomStream): Turns<number> {
  const first = Float64Array.from({ length: W.size }, () => random.normal());
  const found = W.size >= large ? yield* arnoldiRadius(W, first) : undefined;
  if (found !== undefined) return found;
  const basis = [normalised(first)];
  const columns: Float64Array[] = [];
  const looks: number[] = [];
  for (let nextLook = firstLook; ;) {
    const v = W.multiply(basis.at(-1)!);
    const column = orthogonalise(v, basis);
    const left = length(v);
    columns.push(Float64Array.of(...column, left));
    const closed = basis.length === W.size || left <= 1e-14 * length(columns.at(-1)!);
    if (closed) return radiusOf(columns);
    if (columns.length === nextLook) {
      looks.push(radiusOf(columns));
      if (agree(looks.slice(-3))) return looks.at(-1)!;
      nextLook = Math.ceil(growth * nextLook);
    }
    basis.push(v.map((element) => element / left));
    yield;
  }
}

const agree = (looks: readonly number[]): boolean => looks.length === 3 && looks.every((look) => Math.abs(look - looks[0]!) <= change * looks[0]!);

/** Takes out of v what the basis has of it, twice, since once leaves rounding. @returns how much that was */
function orthogonalise(v: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const parts = new Float64Array(basis.length);
  for (let again = 0; again < 2; again++) {
    basis.forEach((q, i) => {
      const part = dot(v, q);
      parts[i] = parts[i]! + part;
      for (let k = 0; k < v.length; k++) v[k] = v[k]! - part * q[k]!;
    });
  }
  return parts;
}

/** Of the upper Hessenberg matrix that has these columns. */
function radiusOf(columns: readonly Float64Array[]): number {
  const m = columns.length;
  const H = Matrix.zeros(m, m);
  columns.forEach((column, j) => column.forEach((value, i) => { if (i < m) H.set(i, j, value); }));
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(H);
  return realEigenvalues.reduce((most, real, i) => Math.max(most, Math.hypot(real, imaginaryEigenvalues[i]!)), 0);
}

function normalised(v: Float64Array): Float64Array {
  const size = length(v);
  return v.map((element) => element / size);
}
