import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { mackeyGlass } from '../../../src/core/tasks/mackeyGlass.ts';
import { mackeyGlassSeries } from '../../../src/core/tasks/mackeyGlassSeries.ts';

const horizon = 84;
const task = mackeyGlass({ kind: 'task', task: 'mackeyGlass', horizon, validationSequences: 100 });

describe('the equation', () => {
  test('is solved by a closed form as long as its past is constant', () => {
    const forced = (0.2 * 1.2) / (1 + 1.2 ** 10) / 0.1;
    const s = mackeyGlassSeries(18, 10, 0);
    for (const [t, value] of s.entries()) expect(value).toBeCloseTo(forced + (1.2 - forced) * Math.exp(-0.1 * t), 9);
  });

  test('half the step makes an error 16 times smaller: the method is of order four', () => {
    const at = (stepsPerUnit: number) => mackeyGlassSeries(1, stepsPerUnit, 60)[0]!;
    const [coarse, finer, finest] = [at(4), at(8), at(16)];
    expect((coarse - finer) / (finer - finest)).toBeGreaterThan(12);
    expect((coarse - finer) / (finer - finest)).toBeLessThan(20);
  });
});

describe('a sequence', () => {
  const tau = 100;
  const { x, y, counts } = task.draw(tau, split(1, 'data'));

  test('reads the series up to where it runs freely, and asks for the next value at each step', () => {
    for (let t = 1; t < tau - horizon; t++) expect([x[2 * t], x[2 * t + 1]]).toEqual([y[t - 1], 1]);
    expect(x.subarray(2 * (tau - horizon)).every((value) => value === 0)).toBe(true);
    expect([y.length, counts]).toEqual([tau, undefined]);
  });

  test('is standardised, and lies on the attractor', () => {
    const values = Array.from({ length: 200 }, (_, seed) => Array.from(task.draw(tau, split(seed, 'data')).y)).flat();
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)).toBeCloseTo(1, 1);
  });

  test('to validate with counts after the last free step alone, and is none to train on', () => {
    const drawn = task.drawValidation!(tau, split(1, 'data'), 0);
    expect(drawn.counts).toEqual([...Array<number>(tau - 1).fill(0), 1]);
    expect(drawn.y).not.toEqual(y);
  });
});
