import { expect, test } from 'vitest';
import type { LabFit } from '../../../src/protocol/lab.ts';
import { extremes, fitLines, validFor } from '../../../webview/lab/fitData.ts';

const fit = { start: 10, target: new Float64Array([1, 2, 3, 4]), prediction: new Float64Array([1, 2.5, 3, 3]), learnt: 2 } as unknown as LabFit;

test('a free run begins where the part tested with does', () => {
  expect(fitLines(fit, { start: 12, target: new Float64Array([3, 4]), prediction: new Float64Array([3.5, 6]), valid: 1, ended: true })).toEqual({
    rows: new Float64Array([10, 11, 12, 13]), border: 12, target: fit.target, prediction: fit.prediction, free: [null, null, 3.5, 6], error: [0, 0.5, 0, -1], freeError: [null, null, 0.5, 2], errors: [],
  });
  expect(fitLines(fit, undefined).free).toEqual([null, null, null, null]);
});

test('a free run that runs away is drawn no further', () => {
  const run = (prediction: number[]) => fitLines(fit, { start: 12, target: new Float64Array([3, 4]), prediction: new Float64Array(prediction), valid: 0, ended: true });
  for (const far of [35, -30, NaN, Infinity]) expect(run([30, far])).toMatchObject({ free: [null, null, 30, null], freeError: [null, null, 27, null], away: 13 });
  expect(run([30, -28]).away).toBeUndefined();
});

test('of several targets one is shown, and the errors of each are in its deviations', () => {
  const two = { ...fit, targets: [{ name: 'a', deviation: 2, target: fit.target, prediction: fit.prediction }, { name: 'b', deviation: 0.5, target: new Float64Array([4, 4, 4, 4]), prediction: new Float64Array([4, 5, 4, 4]) }] };
  const { target, error, errors } = fitLines(two, undefined, 1);
  expect([target, error, errors]).toEqual([new Float64Array([4, 4, 4, 4]), [0, 1, 0, 0], [[0, 0.25, 0, -0.5], [0, 2, 0, 0]]]);
});

test('between two series is a gap, and the washout of one has no error', () => {
  const { rows, border, prediction, error } = fitLines({ ...fit, series: [{ at: 0, row: 10, washout: 0 }, { at: 2, row: 15, washout: 1 }] }, undefined);
  expect([[...rows as Float64Array], border]).toEqual([[10, 11, 11.5, 15, 16], 15]);
  expect([prediction, error]).toEqual([[1, 2.5, null, 3, 3], [0, 0.5, null, null, -1]]);
});

test.each([
  [{ valid: 1, ended: true }, 0, '1 row'],
  [{ valid: 120, ended: true }, 0.02, '120 rows (2.4 Lyapunov times)'],
  [{ valid: 2, ended: false }, 0, 'all 2 rows'],
])('how long it is valid is said in words', (run, exponent, words) => {
  expect(validFor({ target: new Float64Array(2), prediction: new Float64Array(2), ...run }, exponent)).toBe(words);
});

test('what is no number has no part in how far lines reach', () => {
  expect(extremes([[1, null, NaN, Infinity], new Float64Array([-2, 0.5])])).toEqual([-2, 1]);
  expect(extremes([[null]])).toEqual([Infinity, -Infinity]);
});
