import type { ReductionRoom } from '../../core/math/tridiagonal.ts';
import type { Workspace } from '../kernels/workspace.ts';

/** Where a matrix of n rows is reduced to tridiagonal form by a kernel: good until the memory of the workspace grows. */
export function reductionRoom({ arena, kernels }: Workspace, n: number): ReductionRoom {
  const A = arena.take(n * n * 8);
  const [v, q, w, product] = [arena.take(n * 8), arena.take(n * 8), arena.take(n * 8), arena.take(n * 8)];
  const vector = (at: number): Float64Array => arena.float64(at, n);
  return {
    n, A: arena.float64(A, n * n), vectors: [vector(v), vector(q), vector(w), vector(product)],
    sweep: (rows, ...given) => {
      const [first, second, third, fourth] = given.map(({ byteOffset }) => byteOffset) as [number, number, number, number];
      kernels.reflectAndMultiply(A, n, rows, first, second, third, fourth);
    },
  };
}
