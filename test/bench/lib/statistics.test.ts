import { describe, expect, it } from 'vitest';
import { logLogSlope, median, quantile, timesAsFast } from './statistics.ts';

describe('quantiles', () => {
  it('lie between neighbours, whatever the order', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([4, 1, 9, 2])).toBe(3);
    expect([0, 0.25, 0.75, 1].map(at => quantile([50, 10, 20, 40, 30], at))).toEqual([10, 20, 40, 50]);
    expect(quantile([7], 0.25)).toBe(7);
  });

  it('of nothing are an error', () => {
    expect(() => median([])).toThrow('no values');
  });
});

describe('the log-log slope', () => {
  it('is the exponent of a power law', () => {
    const points = [1, 2, 5, 11].map(x => ({ x, y: 3 * x ** 1.7 }));
    expect(logLogSlope(points)).toBeCloseTo(1.7, 12);
  });

  it('is the least-squares one where points do not lie on a line', () => {
    // In log₂: (0, 0), (1, 2), (2, 1): covariance 1/3, variance 2/3.
    expect(logLogSlope([{ x: 1, y: 1 }, { x: 2, y: 4 }, { x: 4, y: 2 }])).toBeCloseTo(0.5, 12);
  });

  it('needs two sizes', () => {
    expect(() => logLogSlope([{ x: 8, y: 1 }, { x: 8, y: 2 }])).toThrow('two different sizes');
  });
});

describe('times as fast', () => {
  it('compares neighbours in time', () => {
    // The machine was ten times slower in the second round, for both.
    expect(timesAsFast([[1, 1, 1], [10, 10, 10], [1, 1, 1]], [[2, 2], [20, 20], [2, 2]])).toBe(2);
  });

  it('takes the median over rounds of the ratio of medians', () => {
    expect(timesAsFast([[1, 2, 90], [2], [4]], [[4], [2], [2]])).toBe(1);
  });

  it('ignores rounds one of them sat out', () => {
    expect(timesAsFast([[1], [1], [1]], [[3], [5]])).toBe(4);
  });
});
