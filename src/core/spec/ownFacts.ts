import type { CellFacts } from './cellFacts.ts';
import type { OwnCellSpec } from './experiment.ts';

/** What is dropped there once is lost to all later steps, since the same units are dropped at each. */
export const keepsItself = 'hands h itself on from step to step, not only through W';

/** Before a run has looked, the letters of the book. */
const usual: CellFacts = { equations: 'own', blocks: 1, onlyH: true, recurrent: { W: 1 }, vectors: { b: 1 }, held: { plain: 30 } };

const parts = ['state', 'parameters', 'inputs', 'recurrent', 'mixed'] as const;

/** What is known of a cell that a person wrote: what its run found out before it began. */
export function ownFacts(facts: OwnCellSpec['facts']): CellFacts {
  if (!facts || !parts.every(part => facts[part] instanceof Object)) return usual;
  const { state, parameters, inputs, recurrent, mixed, keeps, held, heldAtStep = 0 } = facts;
  const sizes = Object.fromEntries(Object.entries(parameters).map(([name, shape]) => [name, product(shape)]));
  const matrices = Object.entries(parameters).reduce((sum, [, shape]) => sum + (shape.length > 1 ? product(shape) : 0), 0);
  return {
    equations: 'own', blocks: 0, onlyH: Object.keys(state).length === 1, inputs, mixed, recurrent: Object.fromEntries(recurrent.map(name => [name, 1])),
    ...(keeps && { whole: keepsItself }), passes: recurrent.length + mixed.length === 0 && (keeps || Object.keys(state).length > 1), vectors: {}, others: () => sizes, held: { plain: held }, weightsAtStep: () => matrices + heldAtStep / 2,
  };
}

const product = (shape: readonly number[]): number => shape.reduce((all, n) => all * n, 1);
