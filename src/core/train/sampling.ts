import type { RandomStream } from '../math/random.ts';
import type { SampleOptions } from '../spec/experiment.ts';
import { NotFinite } from './engine.ts';

/** How a class is drawn from logits. */
export type SamplingRule = Pick<SampleOptions, 'temperature' | 'topK' | 'topP'>;

/**
 * Draws a class from softmax(o / temperature): among all, the `topK` likeliest (Fan et al. 2018, arXiv:1805.04833), or the nucleus, the
 * fewest likeliest that have the probability `topP` (Holtzman et al. 2020, arXiv:1904.09751). At temperature 0 it is the largest
 * logit's, and nothing is drawn.
 *
 * @param o logits `[nO]`
 * @returns index in 0 … nO − 1
 * @throws NotFinite where the logits have no finite maximum
 */
export function sampleIndex(o: Float32Array, { temperature, topK, topP }: SamplingRule, random: RandomStream): number {
  const largest = o.reduce((most, logit) => Math.max(most, logit), -Infinity);
  if (!Number.isFinite(largest)) throw new NotFinite('o', largest);
  if (temperature === 0) return o.indexOf(largest);
  const weights = likeliest(Float64Array.from(o, logit => Math.exp((logit - largest) / temperature)), topK, topP);
  let left = random.uniform() * sum(weights);
  const index = weights.findIndex(weight => (left -= weight) < 0);
  return index >= 0 ? index : o.indexOf(largest); // rounding left a crumb behind the last weight
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** The weights of the likeliest classes, and 0 in place of the others. */
function likeliest(weights: Float64Array, topK: number, topP: number): Float64Array {
  if (topK === 0 && topP === 1) return weights;
  const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!).slice(0, topK === 0 ? weights.length : topK);
  const enough = topP * sum(order.map(index => weights[index]!));
  const kept = new Float64Array(weights.length);
  let mass = 0;
  for (const index of order) {
    if (mass >= enough) break;
    kept[index] = weights[index]!;
    mass += weights[index]!;
  }
  return kept;
}
