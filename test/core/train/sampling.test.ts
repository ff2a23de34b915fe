import { expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { NotFinite } from '../../../src/core/train/engine.ts';
import { sampleIndex } from '../../../src/core/train/sampling.ts';

const logits = Float32Array.of(0.5, 2, -1, 1.25);

test('temperature 0 takes the largest and draws nothing', () => {
  const random = split(1, 'sampling');
  const state = random.save();
  expect(sampleIndex(logits, 0, random)).toBe(1);
  expect(random.save()).toBe(state);
});

test.each([0.5, 1, 3])('draws each class as often as softmax(o / %d) says', temperature => {
  const draws = 40_000;
  const random = split(2, 'sampling');
  const counts = new Array<number>(4).fill(0);
  for (let draw = 0; draw < draws; draw++) counts[sampleIndex(logits, temperature, random)]!++;
  const weights = Array.from(logits, logit => Math.exp(logit / temperature));
  const total = weights.reduce((a, b) => a + b);
  for (const [index, weight] of weights.entries()) {
    const p = weight / total;
    expect(Math.abs(counts[index]! / draws - p)).toBeLessThan(4 * Math.sqrt(p * (1 - p) / draws));
  }
});

test('huge logits and tiny temperatures do not overflow', () => {
  const random = split(3, 'sampling');
  expect(sampleIndex(Float32Array.of(-3e38, 3e38, 0), 1, random)).toBe(1);
  expect(sampleIndex(logits, 1e-300, random)).toBe(1);
});

test('logits that are not numbers are said so', () => {
  expect(() => sampleIndex(Float32Array.of(0, NaN), 1, split(1, 'sampling'))).toThrow(NotFinite);
});
