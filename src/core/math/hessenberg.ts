/**
 * Makes a square matrix nearly triangular, with one number below the diagonal of each column, by Householder's reflections on both
 * sides: its eigenvalues stay (Golub & Van Loan, *Matrix Computations*, 7.4.2). In place; what it leaves below is 0.
 * @param A `[n, n]`, row-major @param breathe called after each column
 */
export async function toHessenberg(A: Float64Array, n: number, breathe: () => Promise<void>): Promise<void> {
  for (let k = 0; k < n - 2; k++) {
    const v = reflectionOf(A, n, k);
    if (v) {
      fromLeft(A, n, k, v);
      fromRight(A, n, v);
    }
    for (let i = k + 2; i < n; i++) A[i * n + k] = 0;
    await breathe();
  }
}

interface Reflection {
  /** `[n]`; 0 to the kth. */
  readonly v: Float64Array;
  /** P = I − v·vᵀ/h */
  readonly h: number;
}

/** What leaves of column k below the diagonal its first number alone; undefined where there is nothing else. */
function reflectionOf(A: Float64Array, n: number, k: number): Reflection | undefined {
  const v = new Float64Array(n);
  let [squares, below] = [0, 0];
  for (let i = k + 1; i < n; i++) {
    v[i] = A[i * n + k]!;
    squares += v[i]! * v[i]!;
    if (i > k + 1) below = Math.max(below, Math.abs(v[i]!));
  }
  if (below === 0) return undefined;
  const first = v[k + 1]!;
  const left = first > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  v[k + 1] = first - left;
  return { v, h: squares - left * first };
}

/** P·A, from column k on. */
function fromLeft(A: Float64Array, n: number, k: number, { v, h }: Reflection): void {
  const sums = new Float64Array(n);
  for (let i = k + 1; i < n; i++) {
    const vi = v[i]!;
    if (vi !== 0) for (let j = k; j < n; j++) sums[j] = sums[j]! + vi * A[i * n + j]!;
  }
  for (let i = k + 1; i < n; i++) {
    const share = v[i]! / h;
    if (share !== 0) for (let j = k; j < n; j++) A[i * n + j] = A[i * n + j]! - share * sums[j]!;
  }
}

/** A·P */
function fromRight(A: Float64Array, n: number, { v, h }: Reflection): void {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += A[i * n + j]! * v[j]!;
    const share = sum / h;
    if (share !== 0) for (let j = 0; j < n; j++) A[i * n + j] = A[i * n + j]! - share * v[j]!;
  }
}
