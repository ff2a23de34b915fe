import type { CellSpec } from '../../../src/core/spec/experiment.ts';

/** Every cell, and every way of it that changes its equations. */
export const cellSpecs: readonly CellSpec[] = [
  { kind: 'tanh', recurrentInitialiser: 'orthogonal' },
  { kind: 'lstm', forgetBias: 1, recurrentInitialiser: 'orthogonal' },
  { kind: 'gru', reset: 'before', recurrentInitialiser: 'orthogonal' },
  { kind: 'gru', reset: 'after', recurrentInitialiser: 'orthogonal' },
];

export const nameOf = (cell: CellSpec): string => (cell.kind === 'gru' ? `gru, reset ${cell.reset}` : cell.kind);
