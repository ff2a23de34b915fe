import { expect, test } from 'vitest';
import { fitScale, restoreUnits, standardise, writeInUnits } from '../../../src/core/data/standardise.ts';

test('a fitted column has mean 0 and deviation 1', () => {
  const values = Float64Array.of(3, 8, -2, 11, 5);
  const scale = fitScale('v', values);
  const scaled = values.map(value => standardise(value, scale));
  expect(scaled.reduce((a, b) => a + b) / 5).toBeCloseTo(0, 15);
  expect(scaled.reduce((a, b) => a + b * b, 0) / 5).toBeCloseTo(1, 15);
  expect(restoreUnits(scaled[3]!, scale)).toBeCloseTo(11, 12);
});

test('a column that never changes becomes zeros', () => {
  const scale = fitScale('v', Float64Array.of(0.1, 0.1, 0.1));
  expect(scale.deviation).toBe(1);
  expect(standardise(0.1, scale)).toBeCloseTo(0, 15);
});

test('writes no more digits than the column needs', () => {
  expect(writeInUnits(Math.fround(-0.8), { name: 'v', mean: 8, deviation: 10 })).toBe('0');
  expect(writeInUnits(Math.fround(0.1), { name: 'v', mean: 315, deviation: 12.5 })).toBe('316.25');
  expect(writeInUnits(1, { name: 'v', mean: 0, deviation: 1e-6 })).toBe('0.000001');
});
