import { expect, test } from 'vitest';
import type { LabFit } from '../../../src/protocol/lab.ts';
import { fitLines, validFor } from '../../../webview/lab/fitData.ts';

const fit = { start: 10, target: new Float64Array([1, 2, 3, 4]), prediction: new Float64Array([1, 2.5, 3, 3]), learnt: 2 } as unknown as LabFit;

test('a free run begins where the part tested with does', () => {
  expect(fitLines(fit, { start: 12, target: new Float64Array([3, 4]), prediction: new Float64Array([3.5, 6]), valid: 1, ended: true })).toEqual({
    rows: new Float64Array([10, 11, 12, 13]), border: 12, target: fit.target, prediction: fit.prediction, free: [null, null, 3.5, 6], error: new Float64Array([0, 0.5, 0, -1]), freeError: [null, null, 0.5, 2],
  });
  expect(fitLines(fit, undefined).free).toEqual([null, null, null, null]);
});

test.each([
  [{ valid: 1, ended: true }, 0, '1 row'],
  [{ valid: 120, ended: true }, 0.02, '120 rows (2.4 Lyapunov times)'],
  [{ valid: 2, ended: false }, 0, 'all 2 rows'],
])('how long it is valid is said in words', (run, exponent, words) => {
  expect(validFor({ start: 0, target: new Float64Array(2), prediction: new Float64Array(2), ...run }, exponent)).toBe(words);
});
