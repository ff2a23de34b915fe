import { expect, test } from 'vitest';
import { driveReservoir } from '../../../src/core/math/driveReservoir.ts';

test('two units by hand: the first reads x, the second the first of a step before', () => {
  const array = (shape: number[], ...data: number[]) => ({ shape, data: Float32Array.from(data) });
  const states = driveReservoir({ U: array([1, 2], 0.5, 0), W: array([2, 2], 0, 2, 0, 0), b: array([2], 0.25, 0), alpha: 0.5 }, [1, -2]);
  const h0 = 0.5 * Math.tanh(0.75);
  const expected = [h0, 0, 0.5 * h0 + 0.5 * Math.tanh(-0.75), 0.5 * Math.tanh(2 * h0)];
  expect([...states].map((value, i) => Math.abs(value - expected[i]!) < 1e-15)).toEqual([true, true, true, true]);
});
