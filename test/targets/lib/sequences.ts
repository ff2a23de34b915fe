import type { RandomStream } from '../../../src/core/math/random.ts';
import { KneserNey } from './kneserNey.ts';

const boundary = '\n';

/**
 * What n-grams counted on some sequences give to others, in nats a character, the end of each counted as one: each character given the
 * n − 1 before it, of which those before the beginning are all the boundary.
 */
export function gramsOf(training: readonly string[], held: readonly string[], order: number): number {
  const before = boundary.repeat(order - 1);
  const alphabetSize = new Set([...training, ...held].join('') + boundary).size;
  const grams = new KneserNey(training.map(sequence => before + sequence + boundary), order, alphabetSize); // what stands before is read, not counted
  let [sum, count] = [0, 0];
  for (const sequence of held) {
    const text = before + sequence + boundary;
    sum += (text.length - before.length) * grams.crossEntropy(text, before.length);
    count += text.length - before.length;
  }
  return sum / count;
}

/** Half of Σ |p − q| over all values: the most by which two distributions, here those of two samples, differ about any event. */
export function totalVariation(some: readonly number[], others: readonly number[]): number {
  const [p, q] = [sharesOf(some), sharesOf(others)];
  return [...new Set([...some, ...others])].reduce((sum, value) => sum + Math.abs((p.get(value) ?? 0) - (q.get(value) ?? 0)), 0) / 2;
}

/** What that comes to by chance alone: the mean over 20 draws of so many, with replacement, from the sample itself. */
export function variationByChance(sample: readonly number[], count: number, random: RandomStream): number {
  const draws = Array.from({ length: 20 }, () => Array.from({ length: count }, () => sample[random.integer(sample.length)]!));
  return draws.reduce((sum, draw) => sum + totalVariation(draw, sample), 0) / draws.length;
}

function sharesOf(values: readonly number[]): Map<number, number> {
  const shares = new Map<number, number>();
  for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1 / values.length);
  return shares;
}
