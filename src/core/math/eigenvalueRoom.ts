import { chaseBulge } from './bulge.ts';

/** Where the eigenvalues of a matrix are computed: room for it, and what takes nearly all the time. */
export interface EigenvalueRoom {
  readonly n: number;
  /** Numbers from row to row. */
  readonly stride: number;
  /** `[n, stride]`, row-major */
  readonly A: Float64Array;
  /** `[n]`, of a reflection. */
  readonly v: Float64Array;
  /** P·A·P with P = I − v·vᵀ/h, v 0 to the kth. */
  reflect(k: number, h: number): void;
  /** What a double step put at row m of the block `start` … `end`, first column (p, q, r), is chased down and out. */
  chase(start: number, m: number, end: number, p: number, q: number, r: number): void;
}

/** One without kernels. @param A `[n, n]`, which is used up */
export function plainEigenvalueRoom(A: Float64Array, n: number): EigenvalueRoom {
  const room = { n, stride: n, A, v: new Float64Array(n) };
  return { ...room, reflect: (k, h) => reflectBothSides(room, k, h), chase: (...bulge) => chaseBulge(A, n, ...bulge) };
}

/** P·A·P, of a matrix that has the form in the columns before k. */
function reflectBothSides({ A, n, stride, v }: Pick<EigenvalueRoom, 'A' | 'n' | 'stride' | 'v'>, k: number, h: number): void {
  const sums = new Float64Array(n);
  for (let i = k + 1; i < n; i++) for (let j = k; j < n; j++) sums[j] = sums[j]! + v[i]! * A[i * stride + j]!;
  for (let i = 0; i < n; i++) {
    const row = i * stride;
    if (i > k) for (let j = k; j < n; j++) A[row + j] = A[row + j]! - v[i]! / h * sums[j]!;
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += A[row + j]! * v[j]!;
    for (let j = k + 1; j < n; j++) A[row + j] = A[row + j]! - sum / h * v[j]!;
  }
}
