import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';

const recurrentInitialiser = 'orthogonal';

/** Every cell, and every way of it that changes its equations; with its gates, in the order in which a probe sees them. */
const cells: readonly { readonly name: string; readonly gates: readonly string[]; readonly spec: CellSpec }[] = [
  { name: 'tanh', gates: [], spec: { kind: 'tanh', recurrentInitialiser } },
  { name: 'lstm', gates: ['i', 'f', 'g', 'o'], spec: { kind: 'lstm', forgetBias: 1, recurrentInitialiser } },
  { name: 'gru, reset before', gates: ['r', 'u', 'g'], spec: { kind: 'gru', reset: 'before', recurrentInitialiser } },
  { name: 'gru, reset after', gates: ['r', 'u', 'g'], spec: { kind: 'gru', reset: 'after', recurrentInitialiser } },
];

export const cellSpecs: readonly CellSpec[] = cells.map(({ spec }) => spec);
export const fusedCellSpecs = cellSpecs.filter((spec) => cellFacts(spec).held.planned !== undefined);

const entryOf = (cell: CellSpec) => cells.find(({ spec }) => spec === cell)!;
export const nameOf = (cell: CellSpec): string => entryOf(cell).name;
export const gatesOf = (cell: CellSpec): readonly string[] => entryOf(cell).gates;
