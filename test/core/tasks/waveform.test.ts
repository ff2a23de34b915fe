import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { waveform } from '../../../src/core/tasks/waveform.ts';

const options = { kind: 'task', task: 'waveform', partials: 1, number: 3, continued: 0, validationSequences: 1 } as const;
const random = split(1, 'data');

/** Σ a²/2 is the mean of y² over a long time. */
const power = (y: ArrayLike<number>) => Array.from(y).reduce((sum, value) => sum + value * value, 0) / y.length;

describe('a waveform from nothing', () => {
  test('has no input, and is the same whatever the stream: another number is another one', () => {
    const draw = (number: number) => waveform({ ...options, partials: 5, number }).draw(50, random);
    expect(draw(2)).toEqual(draw(2));
    expect(draw(2).y).not.toEqual(draw(3).y);
    expect(draw(2).x).toEqual(new Float32Array(50));
  });

  test('one partial is a sine: y⁽ᵗ⁺¹⁾ + y⁽ᵗ⁻¹⁾ is the same multiple of y⁽ᵗ⁾ everywhere, of a period from 8 to 160', () => {
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const y = waveform({ ...options, number }).draw(400, random).y;
      const products = Array.from({ length: 398 }, (_, i) => [(y[i]! + y[i + 2]!) * y[i + 1]!, y[i + 1]! ** 2] as const);
      const cosine = products.reduce((sum, [a]) => sum + a, 0) / products.reduce((sum, [, b]) => sum + b, 0) / 2;
      for (let t = 1; t < 399; t++) expect(y[t + 1]! + y[t - 1]!).toBeCloseTo(2 * cosine * y[t]!, 4);
      const period = (2 * Math.PI) / Math.acos(cosine);
      expect(period).toBeGreaterThan(8);
      expect(period).toBeLessThan(160);
      expect(Math.max(...y)).toBeCloseTo(Math.SQRT2, 1);
    }
  });

  test('has the power 1', () => {
    for (const number of [1, 2, 3]) expect(power(waveform({ ...options, partials: 4, number }).draw(200_000, random).y)).toBeCloseTo(1, 1);
  });

  test('is continued for the validation, where only what comes after tau counts', () => {
    const task = waveform({ ...options, continued: 30 });
    const { x, y, counts } = task.drawValidation!(20, random, 0);
    expect([x.length, y.length, counts!.indexOf(1), counts!.filter(Boolean).length]).toEqual([50, 50, 20, 30]);
    expect(y.slice(0, 20)).toEqual(task.draw(20, random).y);
    expect(waveform(options).drawValidation).toBeUndefined();
  });
});
