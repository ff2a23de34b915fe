import { LeastMeanSquares } from './leastMeanSquares.ts';
import type { OnlineReadout } from './onlineReadout.ts';
import { RecursiveLeastSquares } from './recursiveLeastSquares.ts';

/** How a readout learns step by step, as an experiment says it. */
export type OnlineRule = { readonly kind: 'rls'; readonly lambda: number; readonly forgetting: number } | { readonly kind: 'lms'; readonly stepSize: number };

/** @param features with the bias among them */
export function onlineReadout(rule: OnlineRule, features: number, outputs: number): OnlineReadout {
  if (rule.kind === 'lms') return new LeastMeanSquares({ features, outputs, stepSize: rule.stepSize });
  return new RecursiveLeastSquares({ features, outputs, prior: rule.lambda, forgetting: rule.forgetting });
}
