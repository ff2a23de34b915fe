import { expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { gramsOf, totalVariation, variationByChance } from './sequences.ts';

it('bigrams of sequences begin and end at the boundary', () => {
  // "↵ab↵ab↵", bigrams: ↵a 2, ab 2, b↵ 2, no discount to be told: ½. Each has one character before it, of three: discount ½ again.
  const lower = (1 - 1 / 2 + (3 / 2) / 3) / 3;
  const p = (2 - 1 / 2 + lower / 2) / 2;
  expect(gramsOf(['ab', 'ab'], ['ab'], 2)).toBeCloseTo(-Math.log(p), 12);
});

it('longer grams know where a sequence begins', () => {
  const threes = Array<string>(20).fill('aaa');
  expect(gramsOf(threes, threes, 2)).toBeGreaterThan(0.4);
  expect(gramsOf(threes, threes, 4)).toBeLessThan(0.1); // four places tell how many a's there were
});

it('what stands before a beginning is never itself counted', () => {
  // Trigrams of "a": ↵↵a 1, ↵a↵ 1; ½ is taken of each. Before a stands ↵, before ↵ stands a, once each, again ½; under no context a and ↵ have one each.
  const lowest = (1 - 1 / 2 + 1 / 2) / 2;
  const p = 1 / 2 + (1 / 2 + lowest / 2) / 2;
  expect(gramsOf(['a'], ['a'], 3)).toBeCloseTo(-Math.log(p), 12);
});

it('total variation is 0 of the same shares, 1 of nothing in common, and between what they differ by', () => {
  expect(totalVariation([1, 2], [2, 1, 1, 2])).toBe(0);
  expect(totalVariation([1, 2], [3])).toBe(1);
  expect(totalVariation([1, 1, 1, 2], [1, 2])).toBeCloseTo(1 / 4, 12);
});

it('chance alone makes a difference, which falls with the root of how many are drawn', () => {
  const sample = Array.from({ length: 1000 }, (_, i) => i % 4);
  const at = (count: number) => variationByChance(sample, count, split(1, 'sampling'));
  // Of four equal shares: ½ · 4 · √(2/π) · √(¼ · ¾ / n).
  expect(at(100)).toBeCloseTo(2 * Math.sqrt(2 / Math.PI) * Math.sqrt(3 / 16 / 100), 1.5);
  expect(at(10_000)).toBeLessThan(at(100) / 5);
});
