import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Operator } from './spectralRadius.ts';
import type { Turns } from './turns.ts';
import { dot, length } from './vectors.ts';

/** Dimensions of the space when it is looked at, and at least how many are kept then. */
const most = 40;
const kept = 16;
const mostLooks = 100;
/** How little W may turn a vector out of the plane of its own, as a share of |λ|. */
const misfit = 1e-9;

/** W in a basis V, with what leads out of it: W·V = V·H + v·bᵀ. */
interface Space {
  readonly basis: Float64Array[];
  readonly H: Matrix;
  /** ‖b‖, all of it in the last place. */
  readonly leftover: number;
}

/**
 * The largest |λ| by Arnoldi's process that begins again and again with what looked largest (thick restart: Stewart 2001, A Krylov–Schur
 * algorithm for large eigenproblems, doi:10.1137/S0895479800371529, here with an orthonormal basis of eigenvectors in the place of a Schur form).
 * @param first vector @returns undefined where it does not settle, as of a matrix whose eigenvalues are all of one size, or none
 */
export function* arnoldiRadius(W: Operator, first: Float64Array): Turns<number | undefined> {
  const size = length(first);
  let basis: Float64Array[] = [first.map((element) => element / size)];
  let H = Matrix.zeros(most, most);
  for (let look = 0; look < mostLooks; look++) {
    const space = yield* grow(W, basis, H);
    if (!space) return undefined;
    const small = new EigenvalueDecomposition(space.H);
    const { radius, residual } = largest(small, space.leftover);
    if (residual <= misfit * radius) return radius;
    ({ basis, H } = shrink(space, small));
  }
  return undefined;
}

/** Fills the basis up; the last vector of it is the one that led out. @returns undefined where nothing leads out any more */
function* grow(W: Operator, basis: Float64Array[], H: Matrix): Turns<Space | undefined> {
  for (let j = basis.length - 1; j < most; j++) {
    const v = W.multiply(basis[j]!);
    const before = length(v);
    // Twice, since once leaves rounding.
    for (let again = 0; again < 2; again++) {
      for (const [i, q] of basis.entries()) {
        const part = dot(v, q);
        H.set(i, j, H.get(i, j) + part);
        for (let k = 0; k < v.length; k++) v[k] = v[k]! - part * q[k]!;
      }
    }
    const left = length(v);
    if (!(left > 1e-14 * before)) return undefined;
    if (j + 1 < most) H.set(j + 1, j, left);
    basis.push(v.map((element) => element / left));
    if (j + 1 === most) return { basis, H, leftover: left };
    yield;
  }
  return undefined;
}

/** The largest |λ| of H, and how far its vector is from one of W. */
function largest({ realEigenvalues: re, imaginaryEigenvalues: im, eigenvectorMatrix: vectors }: EigenvalueDecomposition, leftover: number): { radius: number; residual: number } {
  const [i = 0] = byLength(re, im);
  const columns = columnsOf(im, i).map((column) => vectors.getColumn(column));
  const whole = Math.hypot(...columns.flat());
  return { radius: Math.hypot(re[i]!, im[i]!), residual: leftover * Math.hypot(...columns.map((column) => column.at(-1)!)) / whole };
}

const byLength = (re: readonly number[], im: readonly number[]): number[] => [...re.keys()].sort((i, j) => Math.hypot(re[j]!, im[j]!) - Math.hypot(re[i]!, im[i]!));

/** Where the vector of an eigenvalue stands: of a pair a ± b·i its real and its imaginary part, side by side, the one whose b is above 0 first. */
function columnsOf(im: readonly number[], i: number): number[] {
  if (im[i] === 0) return [i];
  return im[i]! > 0 ? [i, i + 1] : [i - 1, i];
}

/** The space of what looked largest, and the vector that led out of the whole. */
function shrink({ basis, H, leftover }: Space, { realEigenvalues: re, imaginaryEigenvalues: im, eigenvectorMatrix: vectors }: EigenvalueDecomposition): { basis: Float64Array[]; H: Matrix } {
  const chosen = new Set<number>();
  for (const i of byLength(re, im)) if (chosen.size < kept) for (const column of columnsOf(im, i)) chosen.add(column);
  const Q = orthonormal([...chosen].map((column) => Float64Array.from(vectors.getColumn(column))));
  const turned = Q.map((q) => combined(q, basis));
  const small = Matrix.zeros(most, most);
  Q.forEach((q, j) => {
    const Hq = q.map((_, i) => q.reduce((sum, part, k) => sum + H.get(i, k) * part, 0));
    Q.forEach((p, i) => { small.set(i, j, dot(p, Hq)); });
    small.set(Q.length, j, leftover * q.at(-1)!);
  });
  return { basis: [...turned, basis.at(-1)!], H: small };
}

/** Σᵢ qᵢ·vᵢ */
function combined(q: Float64Array, vectors: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  for (let i = 0; i < q.length; i++) {
    const [part, v] = [q[i]!, vectors[i]!];
    for (let k = 0; k < v.length; k++) sum[k] = sum[k]! + part * v[k]!;
  }
  return sum;
}

/** By Gram and Schmidt, twice. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  for (const [i, v] of vectors.entries()) {
    for (let again = 0; again < 2; again++) {
      for (const q of vectors.slice(0, i)) {
        const part = dot(q, v);
        for (let k = 0; k < v.length; k++) v[k] = v[k]! - part * q[k]!;
      }
    }
    const size = length(v);
    for (let k = 0; k < v.length; k++) v[k] = v[k]! / size;
  }
  return vectors;
}
