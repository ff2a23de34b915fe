import type { RandomStream } from '../math/random.ts';
import { NotFinite } from './engine.ts';

/**
 * Draws a class from softmax(o / temperature). At temperature 0 it is the largest logit's, and nothing is drawn.
 *
 * @param o logits `[nO]`
 * @returns index in 0 … nO − 1
 * @throws NotFinite where the logits have no finite maximum
 */
export function sampleIndex(o: Float32Array, temperature: number, random: RandomStream): number {
  const largest = o.reduce((most, logit) => Math.max(most, logit), -Infinity);
  if (!Number.isFinite(largest)) throw new NotFinite('o', largest);
  if (temperature === 0) return o.indexOf(largest);
  const weights = Float64Array.from(o, logit => Math.exp((logit - largest) / temperature));
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex(weight => (left -= weight) < 0);
  return index >= 0 ? index : o.indexOf(largest); // rounding left a crumb behind the last weight
}
