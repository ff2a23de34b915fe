import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Moments } from '../../../src/core/checkpoint/moments.ts';

const chunksOf = (values: readonly number[], size: number) =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, k) => values.slice(k * size, (k + 1) * size));

function momentsOf(chunks: readonly ArrayLike<number>[]): Moments {
  const moments = new Moments();
  for (const chunk of chunks) moments.add(chunk);
  return moments;
}

/** The definition, over everything at once. */
function naive(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, standardDeviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

describe('moments in chunks', () => {
  const numbers = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 });

  test('are those of the definition, however the numbers are cut', () => {
    fc.assert(fc.property(numbers, fc.integer({ min: 1, max: 61 }), (values, size) => {
      const { min, max, mean, standardDeviation, finite } = momentsOf(chunksOf(values, size));
      const expected = naive(values);
      expect(mean).toBeCloseTo(expected.mean, 9);
      expect(standardDeviation).toBeCloseTo(expected.standardDeviation, 9);
      expect([min, max, finite]).toEqual([Math.min(...values), Math.max(...values), values.length]);
    }));
  });

  test('keep their digits where the mean is large', () => {
    const values = Array.from({ length: 3000 }, (_, k) => 1e9 + [4, 7, 13, 16][k % 4]!);
    const { mean, standardDeviation } = momentsOf(chunksOf(values, 7));
    expect(mean).toBeCloseTo(1e9 + 10, 6);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(22.5), 6);
  });

  test('count what is not finite and leave it out', () => {
    const moments = momentsOf([[NaN, 1, Infinity], [-Infinity], [3, NaN, NaN]]);
    expect(moments).toMatchObject({ nans: 3, infinities: 2, finite: 2, min: 1, max: 3, mean: 2, standardDeviation: 1 });
  });

  test('of nothing finite', () => {
    expect(momentsOf([[NaN], []])).toMatchObject({ finite: 0, nans: 1, standardDeviation: 0 });
  });
});
