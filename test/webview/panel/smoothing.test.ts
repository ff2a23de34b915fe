import { expect, it } from 'vitest';
import { smooth } from '../../../webview/panel/plots/smoothing.ts';

it('weights the past by powers of w, and the weights always sum to 1', () => {
  const [x0, x1, x2] = [4, 1, 7];
  const w = 0.6;
  const [, , third] = smooth(Float64Array.of(x0, x1, x2), w);
  expect(third).toBeCloseTo((w ** 2 * x0 + w * x1 + x2) / (w ** 2 + w + 1), 12);
});

it('keeps a constant as it is from the first value on', () => {
  for (const value of smooth(new Float64Array(50).fill(3), 0.99)) expect(value).toBeCloseTo(3, 12);
});

it('does nothing with a weight of 0', () => {
  const values = Float64Array.of(1, 5, 2);
  expect(smooth(values, 0)).toBe(values);
});

it('passes on what is not finite and goes on as if it had not been there', () => {
  const smoothed = smooth(Float64Array.of(1, NaN, Infinity, 2), 0.5);
  expect([...smoothed].slice(1, 3)).toEqual([NaN, Infinity]);
  expect(smoothed[3]).toBe(smooth(Float64Array.of(1, 2), 0.5)[1]);
});
