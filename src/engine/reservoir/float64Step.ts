import type { DrivenReservoir, ReservoirStep } from '../../core/math/reservoirSteps.ts';
import { roundUp } from '../kernels/arena.ts';
import type { Workspace } from '../kernels/workspace.ts';
import { packWeights, takeState } from './recurrentWeights.ts';
import type { SparseMatrix } from './recurrentWeights.ts';

/**
 * `reservoirStep` by a kernel, in float64 too: the same sums in another order. x and a 1 stand behind h, so that U and b are rows below those of W.
 * @returns throws a `RangeError` for an x of another length than U and Y read: it would stand where the 1 does
 */
export function float64Step(workspace: Workspace, { U, Y, W, b, alpha }: DrivenReservoir): ReservoirStep {
  const { arena, kernels } = workspace;
  const units = b.data.length;
  const rows = [W, U, ...(Y ? [Y] : []), b].map(({ data }) => data);
  const numbers = rows.reduce((sum, { length }) => sum + length / units, 0);
  const state = takeState(arena, units, { numbers, bytes: 8 });
  const { at, pairs } = packWeights(workspace, intoUnits(rows, units), state);
  const next = arena.take(roundUp(units, 4) * 8);
  arena.float64(state.at, numbers)[numbers - 1] = 1;
  return (h, x) => {
    if (x.length !== numbers - units - 1) throw new RangeError(`a step reads ${numbers - units - 1} numbers, not ${x.length}`);
    const all = arena.float64(state.at, numbers);
    all.set(h);
    all.set(x, units);
    kernels.stepSparse64(at, pairs, roundUp(units, 4), state.at, next, alpha);
    return arena.float64(next, units).slice();
  };
}

/** The columns of matrices that stand one below another, from the number of the row to the unit of the column, as compressed rows. */
function intoUnits(matrices: readonly Float32Array[], units: number): SparseMatrix {
  const starts = new Uint32Array(units + 1);
  for (const matrix of matrices) for (let place = 0; place < matrix.length; place++) if (matrix[place] !== 0) starts[place % units + 1]!++;
  for (let i = 0; i < units; i++) starts[i + 1] = starts[i + 1]! + starts[i]!;
  const [columns, values, next] = [new Uint32Array(starts[units]!), new Float32Array(starts[units]!), starts.slice()];
  let above = 0;
  for (const matrix of matrices) {
    for (let place = 0; place < matrix.length; place++) {
      if (matrix[place] === 0) continue;
      const at = next[place % units]!++;
      columns[at] = above + Math.floor(place / units);
      values[at] = matrix[place]!;
    }
    above += matrix.length / units;
  }
  return { starts, columns, values };
}
