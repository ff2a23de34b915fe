import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram } from '../../../src/core/checkpoint/histogram.ts';

function countsOf(values: readonly number[], min: number, max: number, bins: number): number[] {
  const histogram = new Histogram(min, max, bins);
  histogram.add(values);
  return histogram.counts;
}

describe('a histogram', () => {
  test('has equal bins, each without its upper edge but for the last', () => {
    expect(countsOf([0, 0.9, 1, 2.5, 3.9, 4], 0, 4, 4)).toEqual([2, 1, 1, 2]);
  });

  test('leaves out what is not finite', () => {
    expect(countsOf([NaN, Infinity, -Infinity, 1, 2], 1, 2, 2)).toEqual([1, 1]);
  });

  test('has one bin where all are the same', () => {
    expect(countsOf([5, 5, NaN], 5, 5, 64)).toEqual([2]);
  });

  test('counts every finite number once, however far apart or near they are', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(fc.property(numbers, (values) => {
      const counts = countsOf(values, Math.min(...values), Math.max(...values), 64);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    }));
  });

  test('spans the whole of float64', () => {
    const most = Number.MAX_VALUE;
    expect(countsOf([-most, -most / 4, most / 4, most], -most, most, 2)).toEqual([2, 2]);
  });
});
