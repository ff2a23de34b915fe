import type { RecurrentInitialiser } from '../../../src/core/spec/experiment.ts';
import type { Change } from './target.ts';

/** What is tried of a model. */
export interface Grid {
  readonly learningRates: readonly [number, number, number];
  readonly initialisers: readonly [RecurrentInitialiser, RecurrentInitialiser];
}

/** Three learning rates times two initialisations: what a baseline that is to lose gets, each a variant of its own. */
export function search({ learningRates, initialisers }: Grid, change: (learningRate: number, initialiser: RecurrentInitialiser) => Change, name: string): Record<string, Change> {
  const settings = initialisers.flatMap(initialiser => learningRates.map(learningRate => ({ initialiser, learningRate })));
  return Object.fromEntries(settings.map(({ initialiser, learningRate }) => [`${name}, ${initialiser} W, learning rate ${learningRate}`, change(learningRate, initialiser)]));
}
