import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

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

/** How little a round may change what was found, and the most rounds. */
const change = 1e-7;
const mostRounds = 100;

/**
 * The largest singular value of a square matrix `[n, n]`, row-major, by the power method on A·Aᵀ.
 * @param u where it begins, `[n]`, not zero; afterwards the left singular vector that was found, from which a like matrix is sooner done
 */
export function spectralNorm(A: Float32Array, u: Float64Array): number {
  let norm = 0;
  for (let round = 0; round < mostRounds; round++) {
    const v = timesTransposed(A, u);
    const [before, size] = [norm, length(v)];
    norm = size / length(u);
    if (norm === 0 || !Number.isFinite(norm)) return norm;
    u.set(times(A, v.map((element) => element / size)));
    if (Math.abs(norm - before) <= change * norm) break;
  }
  return norm;
}

function times(A: Float32Array, v: Float64Array): Float64Array {
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

const length = (v: Float64Array): number => Math.sqrt(v.reduce((sum, element) => sum + element * element, 0));
