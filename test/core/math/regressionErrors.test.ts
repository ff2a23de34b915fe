import { expect, test } from 'vitest';
import { regressionErrors } from '../../../src/core/math/regressionErrors.ts';

test('by hand: targets 1, 2, 3, 4 (variance 1.25), each a half too low', () => {
  const { rmse, nrmse, nmse, r2 } = regressionErrors([1, 2, 3, 4], [0.5, 1.5, 2.5, 3.5]);
  expect(rmse).toBeCloseTo(0.5, 12);
  expect(nmse).toBeCloseTo(0.2, 12);
  expect(nrmse).toBeCloseTo(Math.sqrt(0.2), 12);
  expect(r2).toBeCloseTo(0.8, 12);
});

test('the mean alone explains nothing', () => {
  expect(regressionErrors([1, 2, 3], [2, 2, 2])).toMatchObject({ nrmse: 1, r2: 0 });
});

test('targets that never change have no variance', () => {
  expect(() => regressionErrors([3, 3], [3, 4])).toThrow(RangeError);
  expect(() => regressionErrors(Array<number>(7).fill(0.1), [0, 1, 2, 3, 4, 5, 6])).toThrow(RangeError); // whose mean is not 0.1, to rounding
});
