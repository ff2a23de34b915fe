import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { split } from './random.ts';
import type { Operator } from './spectralRadius.ts';
import { dot, length } from './vectors.ts';

/** Vectors that are multiplied side by side: the more, the farther the first one left out is below the largest |λ|. */
const width = 24;
/** Products between two looks, and looks at most. */
const stride = 8;
const mostLooks = 120;
/** How little three looks may differ. */
const change = 1e-8;
/** And how little W may turn its vector out of the plane of its own: what agrees without that, as of a ring, is no eigenvalue. */
const misfit = 1e-3;

/**
 * The largest |λ| by subspace iteration (Stewart 1976, doi:10.1007/BF01436380): a few vectors, multiplied again and again and kept
 * orthonormal, come to span what the largest eigenvalues belong to. Of a large random matrix that is far less work than all its
 * eigenvalues are.
 * @param first one of the vectors @returns undefined where it does not settle: of a matrix whose eigenvalues are all of one size, or none
 */
export function subspaceRadius(W: Operator, first: Float64Array): number | undefined {
  const random = split(0, 'weights');
  let Q = orthonormal([first, ...Array.from({ length: width - 1 }, () => Float64Array.from({ length: W.size }, () => random.normal()))]);
  const looks: number[] = [];
  while (Q !== undefined && looks.length < mostLooks) {
    for (let product = 1; product < stride && Q; product++) Q = orthonormal(Q.map((q) => W.multiply(q)), product % 2 === 1);
    if (!Q) return undefined;
    const products: Float64Array[] = Q.map((q) => W.multiply(q));
    const { radius, residual } = largest(Q, products);
    looks.push(radius);
    const last = looks.slice(-3);
    if (last.length === 3 && residual <= misfit && last.every((look) => Math.abs(look - last[0]!) <= change * last[0]!)) return radius;
    Q = orthonormal(products);
  }
  return undefined;
}

/** The largest |λ| of QᵀWQ, and how far W·v is from λ·v, of its vector v in the space of Q, as a share of |λ|·‖v‖. */
function largest(Q: readonly Float64Array[], products: readonly Float64Array[]): { radius: number; residual: number } {
  const small = new EigenvalueDecomposition(new Matrix(Q.map((q) => products.map((v) => dot(q, v)))));
  const { realEigenvalues: re, imaginaryEigenvalues: im, eigenvectorMatrix: V } = small;
  const i = re.reduce((best, real, k) => (Math.hypot(real, im[k]!) > Math.hypot(re[best]!, im[best]!) ? k : best), 0);
  const radius = Math.hypot(re[i]!, im[i]!);
  const sum = (vectors: readonly Float64Array[], column: number): Float64Array =>
    vectors[0]!.map((_, k) => vectors.reduce((total, v, row) => total + v[k]! * V.get(row, column), 0));
  // A pair a ± b·i has the columns of the real and of the imaginary part side by side, of the one whose b is above 0.
  const [a, b, second] = [re[i]!, Math.abs(im[i]!), im[i]! < 0 ? i - 1 : i + 1];
  const first = im[i]! < 0 ? i - 1 : i;
  const [x, Wx] = [sum(Q, first), sum(products, first)];
  const [y, Wy] = b === 0 ? [x.map(() => 0), x.map(() => 0)] : [sum(Q, second), sum(products, second)];
  const [left, other] = [Wx.map((value, k) => value - a * x[k]! + b * y[k]!), Wy.map((value, k) => value - b * x[k]! - a * y[k]!)];
  return { radius, residual: Math.sqrt((dot(left, left) + dot(other, other)) / (radius ** 2 * (dot(x, x) + dot(y, y)))) };
}

/** By Gram and Schmidt, each against those before. @param wholly else only to length 1 @returns undefined where nothing is left of one */
function orthonormal(vectors: Float64Array[], wholly = true): Float64Array[] | undefined {
  for (const [i, v] of vectors.entries()) {
    for (const q of wholly ? vectors.slice(0, i) : []) {
      const part = dot(q, v);
      for (let k = 0; k < v.length; k++) v[k] = v[k]! - part * q[k]!;
    }
    const size = length(v);
    if (!(size > 1e-100)) return undefined;
    for (let k = 0; k < v.length; k++) v[k] = v[k]! / size;
  }
  return vectors;
}
