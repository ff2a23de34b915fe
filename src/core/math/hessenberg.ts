import type { EigenvalueRoom } from './eigenvalueRoom.ts';

/**
 * Makes a square matrix nearly triangular, with one number below the diagonal of each column, by Householder's reflections on both
 * sides: its eigenvalues stay (Golub & Van Loan, *Matrix Computations*, 7.4.2). In place; what it leaves below is 0.
 * @param breathe called after each column
 */
export async function toHessenberg(room: EigenvalueRoom, breathe: () => Promise<void>): Promise<void> {
  const { A, n, stride } = room;
  for (let k = 0; k < n - 2; k++) {
    const h = reflectionOf(room, k);
    if (h !== undefined) room.reflect(k, h);
    for (let i = k + 2; i < n; i++) A[i * stride + k] = 0;
    await breathe();
  }
}

/** v, 0 to the kth, by which P = I − v·vᵀ/h leaves of column k below the diagonal its first number alone. @returns h; undefined where there is nothing else */
function reflectionOf({ A, n, stride, v }: EigenvalueRoom, k: number): number | undefined {
  v.fill(0);
  let [squares, below] = [0, 0];
  for (let i = k + 1; i < n; i++) {
    v[i] = A[i * stride + k]!;
    squares += v[i]! * v[i]!;
    if (i > k + 1) below = Math.max(below, Math.abs(v[i]!));
  }
  if (below === 0) return undefined;
  const first = v[k + 1]!;
  const left = first > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  v[k + 1] = first - left;
  return squares - left * first;
}
