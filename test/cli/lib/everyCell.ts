import type { BuiltInCell } from '../../../src/core/spec/cellOrigin.ts';
import type { RecurrentInitialiser } from '../../../src/core/spec/experiment.ts';

const recurrentInitialiser = 'orthogonal';
const ways: readonly RecurrentInitialiser[] = ['orthogonal', 'glorot', 'uniform', 'identity', 'nearCritical'];
const biases = { forgetBias: 1, chrono: 0, recurrentInitialiser } as const;

/** A cell, and the same with each other way in which W may begin. */
const begun = (cell: Extract<BuiltInCell, { recurrentInitialiser: unknown }>): BuiltInCell[] => [cell, ...ways.filter(way => way !== cell.recurrentInitialiser).map(way => ({ ...cell, recurrentInitialiser: way }))];
const biased = (kind: 'lstm' | 'peepholeLstm' | 'coupledLstm' | 'layerNormLstm'): BuiltInCell[] => [...begun({ kind, ...biases }), { kind, ...biases, forgetBias: -0.5 }, { kind, ...biases, chrono: 30 }, { kind, ...biases, chrono: 1 }];

/** Every cell that may be written as a person's own, each of its options in several ways; small, for sequences of four elements. */
export const everyCell: readonly BuiltInCell[] = [
  ...begun({ kind: 'tanh', recurrentInitialiser }), ...begun({ kind: 'relu', recurrentInitialiser: 'identity' }),
  ...begun({ kind: 'leaky', alpha: { kind: 'same', value: 0.9 }, learnAlpha: false, recurrentInitialiser }),
  { kind: 'leaky', alpha: { kind: 'same', value: 0.4 }, learnAlpha: false, recurrentInitialiser },
  { kind: 'leaky', alpha: { kind: 'spread', from: 1, to: 100 }, learnAlpha: false, recurrentInitialiser }, { kind: 'leaky', alpha: { kind: 'spread', from: 3, to: 0.5 }, learnAlpha: false, recurrentInitialiser: 'glorot' },
  { kind: 'leaky', alpha: { kind: 'same', value: 0.9 }, learnAlpha: true, recurrentInitialiser }, { kind: 'leaky', alpha: { kind: 'same', value: 0.3 }, learnAlpha: true, recurrentInitialiser: 'nearCritical' },
  { kind: 'leaky', alpha: { kind: 'spread', from: 2, to: 20 }, learnAlpha: true, recurrentInitialiser: 'uniform' },
  ...begun({ kind: 'skip', delay: 2, connections: 'both', recurrentInitialiser }), { kind: 'skip', delay: 3, connections: 'both', recurrentInitialiser }, { kind: 'skip', delay: 3, connections: 'skip', recurrentInitialiser: 'uniform' },
  ...begun({ kind: 'clockwork', periods: [1, 2, 4, 8], recurrentInitialiser }), { kind: 'clockwork', periods: [3, 1], recurrentInitialiser },
  { kind: 'timeDelay', kernel: 3, dilation: 1, variance: 0 }, { kind: 'timeDelay', kernel: 2, dilation: 2, variance: 0.7 }, { kind: 'timeDelay', kernel: 1, dilation: 1, variance: 0 }, { kind: 'timeDelay', kernel: 1, dilation: 4, variance: 0.3 },
  { kind: 'perPosition', positions: 30 }, { kind: 'perPosition', positions: 4 },
  ...begun({ kind: 'gru', reset: 'after', recurrentInitialiser }), ...begun({ kind: 'gru', reset: 'before', recurrentInitialiser }), ...begun({ kind: 'minimalGated', recurrentInitialiser }),
  ...biased('lstm'), ...biased('peepholeLstm'), ...biased('coupledLstm'), ...biased('layerNormLstm'),
  { kind: 'ntm', controller: 'lstm', slots: 24, width: 12, heads: 1, shift: 1 }, { kind: 'ntm', controller: 'lstm', slots: 5, width: 3, heads: 2, shift: 2 },
  { kind: 'ntm', controller: 'feedforward', slots: 4, width: 3, heads: 1, shift: 0 }, { kind: 'ntm', controller: 'feedforward', slots: 3, width: 1, heads: 3, shift: 1 },
  { kind: 'memory', slots: 20, hops: 3 }, { kind: 'memory', slots: 2, hops: 1 }, { kind: 'memory', slots: 1, hops: 2 },
];

const trees = { arity: 2, forgetBias: 1, recurrentInitialiser } as const;

/** Those that may not. */
export const neverOwn: readonly BuiltInCell[] = [
  { kind: 'reservoir', topology: 'random', spectralRadius: 0.9, density: 1, inputScaling: 1, bias: 0.5, feedbackScaling: 1, alpha: 0.3, noise: 0 },
  { kind: 'recursive', arity: 2, recurrentInitialiser }, { kind: 'treeLstm', variant: 'nary', ...trees }, { kind: 'treeLstm', variant: 'childSum', ...trees },
];
