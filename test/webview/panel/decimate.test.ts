import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate, lowerBound } from '../../../webview/panel/plots/decimate.ts';

const steps = (length: number) => Float64Array.from({ length }, (_, i) => i + 1);

describe('a decimated line', () => {
  it('is at most two points a bucket, with x in order', () => {
    const { x, ys } = decimate(steps(10_000), [steps(10_000)], 1, 10_000, 100);
    expect(x).toHaveLength(200);
    expect(ys[0]).toHaveLength(200);
    expect(x.every((value, i) => i === 0 || value >= x[i - 1]!)).toBe(true);
  });

  it('keeps the largest and the smallest value, wherever they are', () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 50, maxLength: 400 }), fc.integer({ min: 1, max: 20 }), (values, buckets) => {
      const points = decimate(steps(values.length), [Float64Array.from(values)], 1, values.length, buckets).ys[0] as number[];
      expect(Math.max(...points)).toBe(Math.max(...values));
      expect(Math.min(...points)).toBe(Math.min(...values));
    }));
  });

  it('is the line itself where points are few', () => {
    expect(decimate(steps(4), [Float64Array.of(1, NaN, 3, 4)], 1, 4, 100)).toEqual({ x: [1, 2, 3, 4], ys: [[1, null, 3, 4]] });
  });

  it('shows a window and the point on either side of it, so that lines leave the picture', () => {
    expect(decimate(steps(100), [steps(100)], 10.5, 20.5, 100).x).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
  });

  it('is nothing without points, and has no value where a bucket has none', () => {
    expect(decimate(steps(0), [steps(0)], 0, 1, 10)).toEqual({ x: [], ys: [[]] });
    expect(decimate(steps(40), [new Float64Array(40).fill(NaN)], 1, 40, 2).ys).toEqual([[null, null, null, null]]);
  });
});

it('finds the first element that is at least a value', () => {
  const sorted = Float64Array.of(1, 3, 3, 8);
  expect([0, 1, 2, 3, 8, 9].map((value) => lowerBound(sorted, value))).toEqual([0, 0, 1, 1, 3, 4]);
});
