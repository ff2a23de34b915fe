import { expect, test } from 'vitest';
import { RecursiveLeastSquares } from '../../../../src/core/math/readouts/recursiveLeastSquares.ts';
import { largestDifference, normals, stream } from '../../../engine/reservoir/networks.ts';
import { ridge } from '../../../engine/reservoir/reference.ts';

const [steps, features, outputs] = [400, 12, 2];
const S = Float64Array.from(normals(steps * features, stream(1)), (value, i) => value + (i % features === 3 ? 2 : 0));
const Y = Float64Array.from(normals(steps * outputs, stream(2)), (value, i) => value + 0.7 * S[Math.floor(i / outputs) * features + 3]!);
const row = (of: Float64Array, t: number, width: number) => of.subarray(t * width, (t + 1) * width);

/** Rows, and targets, each times the root of what it counts. */
const weighed = (of: Float64Array, width: number, upTo: number, gamma: number) =>
  ({ rows: upTo, columns: width, values: of.subarray(0, upTo * width).map((value, i) => value * gamma ** ((upTo - 1 - Math.floor(i / width)) / 2)) });

test.each([[1, 1e-2], [1, 3], [0.99, 1e-1], [0.9, 1]])('with a forgetting of %d and a prior of %d it is the weighed ridge regression at every step, to 1e-9', (gamma, prior) => {
  const own = new RecursiveLeastSquares({ features, outputs, prior, forgetting: gamma });
  for (let t = 0; t < steps; t++) {
    own.learn(row(S, t, features), row(Y, t, outputs));
    if (![0, 5, 40, steps - 1].includes(t)) continue;
    const theirs = ridge(weighed(S, features, t + 1, gamma), weighed(Y, outputs, t + 1, gamma), prior * gamma ** (t + 1)).flat();
    expect(largestDifference(own.weights, theirs)).toBeLessThan(1e-9);
  }
});

test('of features that depend on each other to a rounding it stays right, where P itself would lose its sign', () => {
  const own = new RecursiveLeastSquares({ features: 3, outputs: 1, prior: 1e-10, forgetting: 1 });
  const rows = Array.from({ length: 3000 }, (_, t) => { const [a, b] = [S[t % S.length]!, S[(7 * t) % S.length]!]; return [a, b, a + b + 1e-7 * S[(3 * t) % S.length]!]; });
  for (const s of rows) own.learn(s, [2 * s[0]! - s[1]!]);
  const errors = rows.map((s) => s.reduce((sum, value, i) => sum + value * own.weights[i]!, 0) - (2 * s[0]! - s[1]!));
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1e-6);
});

test('what is long not seen does not grow beyond all numbers', () => {
  const own = new RecursiveLeastSquares({ features: 2, outputs: 1, prior: 1, forgetting: 0.5 });
  for (let t = 0; t < 5000; t++) own.learn([1, 0], [3]);
  own.learn([0, 1], [4]);
  expect(largestDifference(own.weights, [3, 4])).toBeLessThan(1e-6);
});

test.each([[{ prior: 0, forgetting: 1 }, 'a prior above 0, not 0'], [{ prior: 1, forgetting: 1.1 }, 'in (0, 1], not 1.1']])('%j is refused', (wrong, sentence) => {
  expect(() => new RecursiveLeastSquares({ features: 1, outputs: 1, ...wrong })).toThrow(sentence);
});
