import { expect, test } from 'vitest';
import { LeastMeanSquares } from '../../../../src/core/math/readouts/leastMeanSquares.ts';
import { normals, stream } from '../../../engine/reservoir/networks.ts';

test('of one feature the error after a step is (1 − μ) of that before, in closed form', () => {
  const own = new LeastMeanSquares({ features: 1, outputs: 2, stepSize: 0.25 });
  for (let t = 0; t < 10; t++) own.learn([2], [4, -1]);
  const share = 1 - 0.75 ** 10;
  expect([...own.weights].map((value, k) => Math.abs(value - [2, -0.5][k]! * share) < 1e-8)).toEqual([true, true]);
});

test('finds the system that made the targets, at 30 features as at 3, and never moves away from it', () => {
  for (const features of [3, 30]) {
    const random = stream(features);
    const truth = normals(features, random);
    const own = new LeastMeanSquares({ features, outputs: 1, stepSize: 1 });
    const distance = () => Math.hypot(...own.weights.map((value, i) => value - truth[i]!));
    let last = distance();
    for (let t = 0; t < 40 * features; t++) {
      const s = normals(features, random);
      own.learn(s, [s.reduce((sum, value, i) => sum + value * truth[i]!, 0)]);
      expect(distance()).toBeLessThanOrEqual(last + 1e-12);
      last = distance();
    }
    expect(last).toBeLessThan(1e-6);
  }
});

test('nothing read teaches nothing', () => {
  const own = new LeastMeanSquares({ features: 2, outputs: 1, stepSize: 1 });
  own.learn([0, 0], [1]);
  expect([...own.weights]).toEqual([0, 0]);
  expect(() => new LeastMeanSquares({ features: 1, outputs: 1, stepSize: 2 })).toThrow('between 0 and 2, not 2');
});
