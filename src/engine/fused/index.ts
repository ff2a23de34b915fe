import type { Kernels } from '../kernels/kernels.ts';
import type { FusedCell } from './fusedCell.ts';
import { gruCell } from './gruCell.ts';
import { gruResetBeforeCell } from './gruResetBeforeCell.ts';
import { lstmCell } from './lstmCell.ts';
import { tanhCell } from './tanhCell.ts';

/** What of a cell decides which kernels serve it. */
export interface FusedKind {
  readonly kind: string;
  readonly hiddenSize: number;
}

type FusedCellMaker = (kernels: Kernels, hiddenSize: number) => FusedCell;

/** The cells that have fused kernels, by kind: one file and one line here. */
const fusedCells: Readonly<Record<string, FusedCellMaker>> = {
  tanh: tanhCell, lstm: lstmCell, gru: gruCell, gruResetBefore: gruResetBeforeCell,
};

/** Whether cells of this kind have a fused form. */
export const isFused = (kind: string): boolean => Object.hasOwn(fusedCells, kind);

/** The fused form of a cell of one of these kinds. */
export function fuse({ kind, hiddenSize }: FusedKind, kernels: Kernels): FusedCell {
  return fusedCells[kind]!(kernels, hiddenSize);
}
