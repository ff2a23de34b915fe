import { expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { NotFinite } from '../../../src/core/train/engine.ts';
import { sampleIndex, type SamplingRule } from '../../../src/core/train/sampling.ts';

const all = { topK: 0, topP: 1 };
const logits = Float32Array.of(0.5, 2, -1, 1.25);

test('temperature 0 takes the largest and draws nothing', () => {
  const random = split(1, 'sampling');
  const state = random.save();
  expect(sampleIndex(logits, { ...all, temperature: 0 }, random)).toBe(1);
  expect(random.save()).toBe(state);
});

test.each([0.5, 1, 3])('draws each class as often as softmax(o / %d) says', temperature => {
  expectShares({ ...all, temperature }, softmax(logits, temperature));
});

const shares = softmax(logits, 1); // about 0.13, 0.57, 0.03, 0.27

test.each([
  ['the two likeliest', { topK: 2, topP: 1 }, [1, 3]],
  ['more than there are', { topK: 9, topP: 1 }, [0, 1, 2, 3]],
  ['the nucleus of 0.5', { topK: 0, topP: 0.5 }, [1]],
  ['the nucleus of 0.8', { topK: 0, topP: 0.8 }, [1, 3]],
  ['the nucleus of 0.9', { topK: 0, topP: 0.9 }, [0, 1, 3]],
  ['the nucleus of 0.7 of the two likeliest', { topK: 2, topP: 0.7 }, [1, 3]],
  ['the nucleus of 0.6 of the two likeliest', { topK: 2, topP: 0.6 }, [1]],
])('draws among %s as softmax says of these', (_, rule, among) => {
  const mass = among.reduce((sum, index) => sum + shares[index]!, 0);
  expectShares({ ...rule, temperature: 1 }, shares.map((share, index) => among.includes(index) ? share / mass : 0));
});

test('huge logits and tiny temperatures do not overflow', () => {
  const random = split(3, 'sampling');
  expect(sampleIndex(Float32Array.of(-3e38, 3e38, 0), { ...all, temperature: 1 }, random)).toBe(1);
  expect(sampleIndex(logits, { ...all, temperature: 1e-300 }, random)).toBe(1);
});

test('logits that are not numbers are said so', () => {
  expect(() => sampleIndex(Float32Array.of(0, NaN), { ...all, temperature: 1 }, split(1, 'sampling'))).toThrow(NotFinite);
});

function softmax(o: Float32Array, temperature: number): number[] {
  const weights = Array.from(o, logit => Math.exp(logit / temperature));
  const total = weights.reduce((a, b) => a + b);
  return weights.map(weight => weight / total);
}

/** Within four standard deviations; what has no probability never. */
function expectShares(rule: SamplingRule, expected: readonly number[]): void {
  const draws = 40_000;
  const random = split(2, 'sampling');
  const counts = new Array<number>(expected.length).fill(0);
  for (let draw = 0; draw < draws; draw++) counts[sampleIndex(logits, rule, random)]!++;
  for (const [index, p] of expected.entries()) {
    expect(Math.abs(counts[index]! / draws - p)).toBeLessThanOrEqual(4 * Math.sqrt(p * (1 - p) / draws));
  }
}
