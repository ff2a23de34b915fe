import { expect, it } from 'vitest';
import { ridgePath } from '../../../src/core/math/ridgePath.ts';
import type { RegressionSums } from '../../../src/core/math/ridgePath.ts';
import { tridiagonalEigenvalues } from '../../../src/core/math/symmetricEigenvalues.ts';
import { pieceOf } from '../../../src/core/math/turns.ts';
import { atOnce, byNumpy, uniform } from './numpyReservoir.ts';

const [rows, n] = [120, 12];

/** As numpy_reservoir.py makes them: two features nearly the same. */
function data(): { S: Float64Array; y: Float64Array } {
  const S = uniform(5, rows * n);
  const noise = uniform(6, rows);
  for (let t = 0; t < rows; t++) S[t * n + 11] = S[t * n + 10]! + 1e-4 * S[t * n + 11]!;
  return { S, y: noise.map((each, t) => S[t * n]! - 0.5 * S[t * n + 3]! + 2 * S[t * n + 10]! - S[t * n + 11]! + 0.1 * each) };
}

function sums(S: Float64Array, y: Float64Array): RegressionSums {
  const gram = new Float64Array(n * n);
  const cross = new Float64Array(n);
  y.forEach((target, t) => {
    for (let i = 0; i < n; i++) {
      cross[i] = cross[i]! + S[t * n + i]! * target;
      for (let j = 0; j <= i; j++) gram[i * n + j] = gram[i * n + j]! + S[t * n + i]! * S[t * n + j]!;
    }
  });
  return { gram, cross, square: y.reduce((sum, target) => sum + target ** 2, 0), count: y.length };
}

const { S, y } = data();
const parts = Array.from({ length: 5 }, (_, k) => sums(S.subarray(k * 24 * n, (k + 1) * 24 * n), y.subarray(k * 24, (k + 1) * 24)));

it('errors and weights against λ are those that numpy finds from the rows themselves', async () => {
  const { points } = await ridgePath(parts, byNumpy.ridgePath.map(({ lambda }) => lambda), atOnce);
  points.forEach((point, i) => {
    const expected = byNumpy.ridgePath[i]!;
    for (const measure of ['lambda', 'train', 'validation', 'norm'] as const) expect(point[measure]! / expected[measure]).toBeCloseTo(1, 6);
  });
});

it('the singular values of the rows are roots of the eigenvalues of their sums', async () => {
  const { whole } = await ridgePath(parts, [], atOnce);
  const found = tridiagonalEigenvalues(whole).map(Math.sqrt);
  byNumpy.singularValues.forEach((value, i) => expect(found[i]! / value).toBeCloseTo(1, 6));
});

it('an error that is nothing but rounding is not told, the weights are', async () => {
  const exact = Float64Array.from({ length: rows }, (_, t) => 2 * S[t * n]! - S[t * n + 4]!);
  const told = Array.from({ length: 5 }, (_, k) => sums(S.subarray(k * 24 * n, (k + 1) * 24 * n), exact.subarray(k * 24, (k + 1) * 24)));
  const { points: [none, some] } = await ridgePath(told, [1e-10, 1], atOnce);
  expect(none!.norm).toBeCloseTo(Math.sqrt(5), 6);
  expect([none!.train, none!.validation]).toEqual([null, null]);
  expect(some!.validation).toBeGreaterThan(0.01);
});

it('others have their turn within what goes over whole matrices, too', async () => {
  const large = Math.ceil(Math.sqrt(pieceOf)) + 1;
  const diagonal = Float64Array.from({ length: large * large }, (_, place) => (place % (large + 1) === 0 ? 1 : 0));
  const part: RegressionSums = { gram: diagonal, cross: new Float64Array(large).fill(0.1), square: 100, count: 50 };
  let turns = 0;
  const { points } = await ridgePath([part, part], [1, 2, 3], async () => { turns++; });
  expect(points[0]!.norm).toBeCloseTo(0.2 / 3 * Math.sqrt(large), 9); // 2·0.1 / (2 + λ) of each
  // Of each part two pieces when all are added up, two when it is taken from them, a row each, and two of each λ; then two pieces and the rows of the whole.
  expect(turns).toBe(2 * 2 + 2 * (2 + large - 1 + 2 * 3) + 2 + large - 1);
});
