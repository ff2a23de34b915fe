import type { OptimiserSpec } from '../../spec/experiment.ts';
import { adam } from './adam.ts';
import type { Optimiser } from './optimiser.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

type OptimiserMaker<K extends OptimiserSpec['kind']> = (spec: OptimiserSpec & { kind: K }) => Optimiser;

/** Every optimiser: one file and one line here. */
const optimisers: { readonly [K in OptimiserSpec['kind']]: OptimiserMaker<K> } = { sgd, rmsprop, adam };

/** The optimiser an experiment asks for. */
export function makeOptimiser(spec: OptimiserSpec): Optimiser {
  const make = optimisers[spec.kind] as OptimiserMaker<OptimiserSpec['kind']>;
  return make(spec);
}
