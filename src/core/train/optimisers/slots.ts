import type { OptimiserSpec } from '../../spec/experiment.ts';

/** What each optimiser remembers of a parameter, by name; known here without TensorFlow.js, which a compute thread does not load. */
export const slotsOf: Readonly<Record<OptimiserSpec['kind'], readonly string[]>> = { sgd: ['v'], rmsprop: ['r'], adam: ['s', 'r'] };
