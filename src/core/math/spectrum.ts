import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { RandomStream } from './random.ts';
import { length } from './vectors.ts';

/** Real and imaginary parts of those of a square matrix `[n, n]`, row-major; none where an element is not finite. */
export function eigenvalues(A: Float32Array, n: number): { readonly re: readonly number[]; readonly im: readonly number[] } {
  if (!A.every(Number.isFinite)) return { re: [], im: [] };
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrixOf(A, n));
  return { re: realEigenvalues, im: imaginaryEigenvalues };
}

/** The largest first; none where an element is not finite. */
export function singularValues(A: Float32Array, n: number): number[] {
  if (!A.every(Number.isFinite)) return [];
  return new SingularValueDecomposition(matrixOf(A, n), { computeLeftSingularVectors: false, computeRightSingularVectors: false }).diagonal;
}

const matrixOf = (A: Float32Array, n: number): Matrix => Matrix.from1DArray(n, n, A as unknown as number[]);

/** How little a round may change what was found, how many rounds in a row, and the most of them. */
const [change, calm, mostRounds] = [1e-6, 5, 200];

/**
 * The largest singular value of a square matrix `[n, n]`, row-major, by the power method on A·Aᵀ. It begins at random each time: where it
 * ended in another matrix, what is now the leading direction may not be in sight.
 */
export function spectralNorm(A: Float32Array, n: number, random: RandomStream): number {
  let u = Float64Array.from({ length: n }, () => random.normal());
  let [norm, still] = [0, 0];
  for (let round = 0; round < mostRounds && still < calm; round++) {
    const v = timesTransposed(A, u);
    const [before, size] = [norm, length(v)];
    norm = size / length(u);
    if (norm === 0 || !Number.isFinite(norm)) return norm;
    still = Math.abs(norm - before) <= change * norm ? still + 1 : 0;
    u = times(A, v.map((element) => element / size));
  }
  return norm;
}

function times(A: Float32Array, v: Float64Array): Float64Array<ArrayBuffer> {
  const n = v.length;
  return v.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += A[i * n + j]! * v[j]!;
    return sum;
  });
}

function timesTransposed(A: Float32Array, u: Float64Array): Float64Array {
  const n = u.length;
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) product[j]! += A[i * n + j]! * u[i]!;
  return product;
}
