import { expect, test } from 'vitest';
import { reservoirStep } from '../../../src/core/math/reservoirSteps.ts';

const array = (shape: number[], ...data: number[]) => ({ shape, data: Float32Array.from(data) });
const units = { U: array([1, 2], 0.5, 0), W: array([2, 2], 0, 2, 0, 0), b: array([2], 0.25, 0), alpha: 0.5 };

test('two units by hand: the first reads x, the second the first of a step before', () => {
  const step = reservoirStep(units);
  const first = step(new Float64Array(2), [1]);
  const states = [...first, ...step(first, [-2])];
  const h0 = 0.5 * Math.tanh(0.75);
  const expected = [h0, 0, 0.5 * h0 + 0.5 * Math.tanh(-0.75), 0.5 * Math.tanh(2 * h0)];
  expect(states.map((value, i) => Math.abs(value - expected[i]!) < 1e-15)).toEqual([true, true, true, true]);
});

test('what is fed back comes behind x', () => {
  const [h] = reservoirStep({ ...units, Y: array([1, 2], 0.75, 0) })(new Float64Array(2), [1, 3]);
  expect(h).toBeCloseTo(0.5 * Math.tanh(0.25 + 0.5 + 2.25), 15);
});
