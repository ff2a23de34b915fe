import type { Trees } from '../../../src/core/data/batch.ts';
import { treesOf } from '../../../src/core/data/taskBatch.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';

const recurrentInitialiser = 'orthogonal';

/** Every cell of trees, and every way of it that changes its equations. */
export const treeCells: readonly { readonly name: string; readonly spec: CellSpec; readonly gates: readonly string[] }[] = [
  { name: 'recursive', spec: { kind: 'recursive', arity: 3, recurrentInitialiser }, gates: [] },
  { name: 'child-sum Tree-LSTM', spec: { kind: 'treeLstm', variant: 'childSum', arity: 2, forgetBias: 1, recurrentInitialiser }, gates: ['i', 'g', 'o', 'f'] },
  { name: 'N-ary Tree-LSTM', spec: { kind: 'treeLstm', variant: 'nary', arity: 3, forgetBias: 1, recurrentInitialiser }, gates: ['i', 'g', 'o', 'f'] },
];

/** The children of each node, in post-order. */
export type Tree = readonly (readonly number[])[];

/** A node with three children, one of which has two, one of which has one; a tree of two; a single leaf. */
export const bushy: Tree = [[], [], [1], [], [2, 3], [], [0, 4, 5]];
export const small: Tree = [[], [0]];
export const leaf: Tree = [[]];

export const bed = (...trees: Tree[]): Trees => treesOf(trees, Math.max(...trees.map((tree) => tree.length)), 3);
