import type { FactorsRoom } from '../../core/math/readouts/recursiveLeastSquares.ts';
import type { Workspace } from '../kernels/workspace.ts';

/** Where recursive least squares are moved by a kernel: good until the memory of the workspace grows. */
export function factorsRoom({ arena, kernels }: Workspace, features: number): FactorsRoom {
  const length = (features * (features - 1)) / 2;
  const [U, D, s, g] = [arena.take(length * 8), arena.take(features * 8), arena.take(features * 8), arena.take(features * 8)];
  return {
    U: arena.float64(U, length), D: arena.float64(D, features), s: arena.float64(s, features), g: arena.float64(g, features),
    move: (gamma, most) => kernels.moveFactors(U, D, s, g, features, gamma, most),
  };
}
