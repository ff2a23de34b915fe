import type { CellConstants } from '../../core/cells/cell.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { clockworkCell } from './clockworkCell.ts';
import type { FusedCell } from './fusedCell.ts';
import { gruCell } from './gruCell.ts';
import { gruResetBeforeCell } from './gruResetBeforeCell.ts';
import { leakyCell, leakyLearntCell } from './leakyCell.ts';
import { lstmCell } from './lstmCell.ts';
import { peepholeLstmCell } from './peepholeLstmCell.ts';
import { skipCell, skipOnlyCell } from './skipCell.ts';
import { tanhCell } from './tanhCell.ts';

/** What of a cell decides which kernels serve it. */
export interface FusedKind {
  readonly kind: string;
  readonly hiddenSize: number;
  /** What it reads besides its parameters, see `Cell`; left out: nothing. */
  readonly constants?: CellConstants | undefined;
}

type FusedCellMaker = (kernels: Kernels, hiddenSize: number, constants: CellConstants) => FusedCell;

/** The cells that have fused kernels, by kind: one file and one line here. */
const fusedCells: Readonly<Record<string, FusedCellMaker>> = {
  tanh: tanhCell, leaky: leakyCell, leakyLearnt: leakyLearntCell, skip: skipCell, skipOnly: skipOnlyCell, clockwork: clockworkCell, lstm: lstmCell, peepholeLstm: peepholeLstmCell,
  gru: gruCell, gruResetBefore: gruResetBeforeCell,
};

/** Whether cells of this kind have a fused form. */
export const isFused = (kind: string): boolean => Object.hasOwn(fusedCells, kind);

/** The fused form of a cell of one of these kinds. */
export function fuse({ kind, hiddenSize, constants = {} }: FusedKind, kernels: Kernels): FusedCell {
  return fusedCells[kind]!(kernels, hiddenSize, constants);
}
