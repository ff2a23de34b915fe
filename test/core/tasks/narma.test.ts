import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { drawNarma, narma, washout } from '../../../src/core/tasks/narma.ts';

const task = narma({ kind: 'task', task: 'narma', order: 10, validationSequences: 1 });

describe('NARMA-10', () => {
  test('each answer is what the difference equation makes of the ten before it', () => {
    const { x, y, counts } = task.draw(200, split(1, 'data'));
    for (let t = 11; t < 200; t++) {
      const past = Array.from(y.slice(t - 10, t));
      const sum = past.reduce((a, b) => a + b, 0);
      expect(y[t]).toBeCloseTo(0.3 * past[9]! + 0.05 * past[9]! * sum + 1.5 * x[t - 9]! * x[t]! + 0.1, 5);
    }
    expect(y[0]).toBeCloseTo(0.1, 6);
    expect(counts).toEqual([...Array(washout).fill(0), ...Array(200 - washout).fill(1)]);
    expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x)).toBeLessThan(0.5);
  });

  test('inputs to which the answer diverges are drawn again, and counted', () => {
    const random = split(2, 'data');
    const drawn = Array.from({ length: 40 }, () => drawNarma(10, 4000, random));
    for (const { y } of drawn) expect(Math.max(...y)).toBeLessThanOrEqual(1);
    expect(drawn.reduce((sum, { rejected }) => sum + rejected, 0)).toBeGreaterThan(0);
  });

  test('of an order at which it always diverges is refused, not drawn for ever', () => {
    expect(() => drawNarma(20, 2200, split(1, 'data'))).toThrow('NARMA of order 20 diverges within 2200 steps');
  });
});
