import { expect, test } from 'vitest';
import { scheduleFactor } from '../../../src/core/train/schedules.ts';

const factors = (schedule: Parameters<typeof scheduleFactor>[0], updates: number) =>
  Array.from({ length: updates }, (_, index) => scheduleFactor(schedule, index + 1, updates));

test('constant stays', () => {
  expect(factors({ kind: 'constant', warmup: 0 }, 3)).toEqual([1, 1, 1]);
});

test('step multiplies every `every` updates', () => {
  expect(factors({ kind: 'step', every: 2, factor: 0.5, warmup: 0 }, 6)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
});

test('exponential falls by one ratio to `final` at the last update', () => {
  const values = factors({ kind: 'exponential', final: 0.01, warmup: 0 }, 21);
  expect(values[0]).toBe(1);
  expect(values[20]).toBeCloseTo(0.01, 15);
  for (let s = 1; s < 21; s++) expect(values[s]! / values[s - 1]!).toBeCloseTo(0.01 ** (1 / 20), 12);
});

test('cosine is half a cosine down to `final`', () => {
  const values = factors({ kind: 'cosine', final: 0.2, warmup: 0 }, 5);
  const expected = [1, 0.2 + 0.4 * (1 + Math.SQRT1_2), 0.6, 0.2 + 0.4 * (1 - Math.SQRT1_2), 0.2];
  for (const [s, value] of values.entries()) expect(value).toBeCloseTo(expected[s]!, 15);
});

test('warm-up rises in a straight line, and what falls begins to fall from its end', () => {
  expect(factors({ kind: 'constant', warmup: 4 }, 6)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  const cosine = factors({ kind: 'cosine', final: 0, warmup: 2 }, 6);
  const expected = [0.5, 1, 0.5 + Math.SQRT1_2 / 2, 0.5, 0.5 - Math.SQRT1_2 / 2, 0];
  for (const [s, value] of cosine.entries()) expect(value).toBeCloseTo(expected[s]!, 15);
});

test('a warm-up as long as the run, and a run of one update, have finite factors', () => {
  expect(factors({ kind: 'exponential', final: 0.5, warmup: 3 }, 3)).toEqual([1 / 3, 2 / 3, 1]);
  expect(factors({ kind: 'cosine', final: 0, warmup: 0 }, 1)).toEqual([1]);
});
