import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { childSumTreeLstm } from './childSumTreeLstm.ts';
import { naryTreeLstm } from './naryTreeLstm.ts';

/** The two Tree-LSTMs of Tai et al. 2015: one adds up a node's children, one tells them apart by their place. */
export function treeLstm(spec: CellSpec & { kind: 'treeLstm' }, nX: number, n: number): Cell {
  return spec.variant === 'childSum' ? childSumTreeLstm(spec, nX, n) : naryTreeLstm(spec, nX, n);
}
