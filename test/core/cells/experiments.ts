import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';

const recurrentInitialiser = 'orthogonal';

/** Every cell, and every way of it that changes its equations; with its gates, in the order in which a probe sees them. */
const cells: readonly { readonly name: string; readonly gates: readonly string[]; readonly spec: CellSpec }[] = [
  { name: 'tanh', gates: [], spec: { kind: 'tanh', recurrentInitialiser } },
  { name: 'lstm', gates: ['i', 'f', 'g', 'o'], spec: { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser } },
  { name: 'gru, reset before', gates: ['r', 'u', 'g'], spec: { kind: 'gru', reset: 'before', recurrentInitialiser } },
  { name: 'gru, reset after', gates: ['r', 'u', 'g'], spec: { kind: 'gru', reset: 'after', recurrentInitialiser } },
  { name: 'relu', gates: [], spec: { kind: 'relu', recurrentInitialiser } },
  { name: 'leaky, α fixed', gates: ['alpha'], spec: { kind: 'leaky', alpha: { kind: 'same', value: 0.8 }, learnAlpha: false, recurrentInitialiser } },
  { name: 'leaky, α learnt', gates: ['alpha'], spec: { kind: 'leaky', alpha: { kind: 'spread', from: 1, to: 10 }, learnAlpha: true, recurrentInitialiser } },
  { name: 'skip of 2', gates: [], spec: { kind: 'skip', delay: 2, connections: 'both', recurrentInitialiser } },
  { name: 'skip of 3 alone', gates: [], spec: { kind: 'skip', delay: 3, connections: 'skip', recurrentInitialiser } },
  { name: 'clockwork', gates: ['due'], spec: { kind: 'clockwork', periods: [1, 2], recurrentInitialiser } },
  { name: 'time delay', gates: [], spec: { kind: 'timeDelay', kernel: 3, dilation: 1, variance: 0 } },
  { name: 'time delay, dilated', gates: [], spec: { kind: 'timeDelay', kernel: 2, dilation: 2, variance: 0 } },
  { name: 'reservoir', gates: [], spec: { kind: 'reservoir', topology: 'random', spectralRadius: 0.9, density: 1, inputScaling: 1, bias: 0.5, feedbackScaling: 1, alpha: 0.3, noise: 0 } },
  { name: 'peephole LSTM', gates: ['i', 'f', 'g', 'o'], spec: { kind: 'peepholeLstm', forgetBias: 1, chrono: 0, recurrentInitialiser } },
  { name: 'coupled LSTM', gates: ['f', 'g', 'o'], spec: { kind: 'coupledLstm', forgetBias: 1, chrono: 8, recurrentInitialiser } },
  { name: 'layer-normalised LSTM', gates: ['i', 'f', 'g', 'o'], spec: { kind: 'layerNormLstm', forgetBias: 1, chrono: 0, recurrentInitialiser } },
  { name: 'minimal gated unit', gates: ['f', 'g'], spec: { kind: 'minimalGated', recurrentInitialiser } },
  { name: 'Neural Turing machine', gates: ['write', 'read'], spec: { kind: 'ntm', controller: 'feedforward', slots: 4, width: 3, heads: 1, shift: 1 } },
  { name: 'Neural Turing machine, LSTM, two heads', gates: ['write', 'read'], spec: { kind: 'ntm', controller: 'lstm', slots: 3, width: 1, heads: 2, shift: 1 } },
  { name: 'memory network', gates: ['hop1', 'hop2'], spec: { kind: 'memory', slots: 3, hops: 2 } },
];

/** For whole sequences read forward, and nothing else. */
const forwardCells: typeof cells = [
  { name: 'per position', gates: [], spec: { kind: 'perPosition', positions: 5 } },
];

/** For the kernels alone: states that move on by more than one place. */
const fusedCells: typeof cells = [
  { name: 'skip of 5', gates: [], spec: { kind: 'skip', delay: 5, connections: 'both', recurrentInitialiser } },
];

export const cellSpecs: readonly CellSpec[] = cells.map(({ spec }) => spec);
export const forwardSpecs: readonly CellSpec[] = forwardCells.map(({ spec }) => spec);
export const everyCellSpec: readonly CellSpec[] = [...cellSpecs, ...forwardSpecs];
export const fusedCellSpecs = [...cellSpecs, ...fusedCells.map(({ spec }) => spec)].filter((spec) => cellFacts(spec).held.planned !== undefined);

/** Whether layers may stand between h⁽ᵗ⁻¹⁾ and h⁽ᵗ⁾. */
export const deepens = (spec: CellSpec): boolean => cellFacts(spec).shallow === undefined;

/** Columns of its gates, where they are not those of the units: weightings over a memory. */
export function columnsOf(cell: CellSpec): number | undefined {
  if (cell.kind === 'ntm') return cell.heads * cell.slots;
  return cell.kind === 'memory' ? cell.slots : undefined;
}

const entryOf = (cell: CellSpec) => [...cells, ...forwardCells, ...fusedCells].find(({ spec }) => spec === cell)!;
export const nameOf = (cell: CellSpec): string => entryOf(cell).name;
export const gatesOf = (cell: CellSpec): readonly string[] => entryOf(cell).gates;
