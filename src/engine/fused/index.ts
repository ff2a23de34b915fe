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

/** Why a stack of cells of these kinds can't be planned, in a sentence; undefined where it can. */
export function unfused(kinds: readonly string[]): string | undefined {
  const kind = kinds.find((kind) => !Object.hasOwn(fusedCells, kind));
  return kind && `There is no fused kernel for the cell "${kind}".`;
}

/** The fused form of a cell of one of these kinds. */
export function fuse({ kind, hiddenSize }: FusedKind, kernels: Kernels): FusedCell {
  return fusedCells[kind]!(kernels, hiddenSize);
}
