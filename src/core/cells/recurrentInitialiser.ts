import type { Initialiser } from '../math/initialisers.ts';
import type { RecurrentInitialiser } from '../spec/experiment.ts';

/** How W is drawn, one n × n matrix for each of `blocks` gates. `uniform` is PyTorch's ±1/√n. */
export function recurrentInitialiser(kind: RecurrentInitialiser, n: number, blocks: number): Initialiser {
  return kind === 'uniform' ? { kind, limit: 1 / Math.sqrt(n) } : { kind, blocks };
}
