import type { EigenvalueRoom } from '../../core/math/eigenvalueRoom.ts';
import type { Workspace } from '../kernels/workspace.ts';

/** Cache lines of a row: an odd number, so that a column does not meet itself in one place of the caches. */
const strideOf = (n: number): number => 8 * (2 * Math.ceil(n / 16) + 1);

/** Where the eigenvalues of a matrix of n rows are computed by kernels: good until the memory of the workspace grows. @param W `[n, n]` */
export function eigenvalueRoom({ arena, kernels }: Workspace, W: ArrayLike<number>, n: number): EigenvalueRoom {
  const stride = strideOf(n);
  const [at, v, sums] = [arena.take(n * stride * 8), arena.take(n * 8), arena.take(n * 8)];
  const A = arena.float64(at, n * stride);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) A[i * stride + j] = W[i * n + j]!;
  return {
    n, stride, A, v: arena.float64(v, n),
    reflect: (k, h) => kernels.reflectBothSides(at, n, stride, k, v, h, sums),
    chase: (...bulge) => kernels.chaseBulge(at, stride, ...bulge),
  };
}
