import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { split } from './random.ts';
import type { Operator } from './spectralRadius.ts';

/** Vectors that are multiplied side by side: the more, the farther the first one left out is below the largest |λ|. */
const width = 24;
/** Products between two looks, and looks at most. */
const stride = 8;
const mostLooks = 120;
/** How little three looks may differ. */
const change = 1e-8;

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
    looks.push(largest(Q, products));
    const last = looks.slice(-3);
    if (last.length === 3 && last.every((look) => Math.abs(look - last[0]!) <= change * last[0]!)) return looks.at(-1)!;
    Q = orthonormal(products);
  }

  return undefined;
}

/** The largest |λ| of QᵀWQ. */
function largest(Q: readonly Float64Array[], products: readonly Float64Array[]): number {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Matrix(Q.map((q) => products.map((v) => dot(q, v)))));
  return realEigenvalues.reduce((most, real, i) => Math.max(most, Math.hypot(real, imaginaryEigenvalues[i]!)), 0);
}

/** By Gram and Schmidt, each against those before. @param wholly else only to length 1 @returns undefined where nothing is left of one */
function orthonormal(vectors: Float64Array[], wholly = true): Float64Array[] | undefined {
  for (const [i, v] of vectors.entries()) {
    for (const q of wholly ? vectors.slice(0, i) : []) {
      const part = dot(q, v);
      for (let k = 0; k < v.length; k++) v[k] = v[k]! - part * q[k]!;
    }
    const length = Math.sqrt(dot(v, v));
    if (!(length > 1e-100)) return undefined;
    for (let k = 0; k < v.length; k++) v[k] = v[k]! / length;
  }
  return vectors;
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return sum;
}
