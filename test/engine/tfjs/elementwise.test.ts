import { grad, memory, sigmoid, tanh, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { start } from './start.ts';

const exact = {
  tanh: { compute: (x: Tensor) => tanh(x), value: Math.tanh, slope: (x: number) => 1 - Math.tanh(x) ** 2 },
  sigmoid: { compute: (x: Tensor) => sigmoid(x), value: logistic, slope: (x: number) => logistic(x) * (1 - logistic(x)) },
};

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

describe('tanh and sigmoid in the heap of the WASM backend', () => {
  beforeAll(async () => { await start('wasm'); });

  describe.each(Object.entries(exact))('%s', (_, { compute, value, slope }) => {
    it.each([[1], [3], [4, 4], [5, 7], [2, 3, 11]])('of %j numbers, and its gradient', async (...shape) => {
      const numbers = Float32Array.from({ length: shape.reduce((count, n) => count * n, 1) }, (_, i) => 4 * Math.sin(i));
      const before = memory().numTensors;
      const x = tensor(numbers, shape);
      const [y, dx] = [compute(x), grad(compute)(x)];
      expect([y.shape, dx.shape]).toEqual([shape, shape]);
      const [found, slopes, unchanged] = [await y.data(), await dx.data(), await x.data()];
      numbers.forEach((each, i) => {
        expect(found[i]).toBeCloseTo(value(each), 6);
        expect(Math.abs(slopes[i]! - slope(each))).toBeLessThan(2e-6);
      });
      expect(unchanged).toEqual(numbers);
      [x, y, dx].forEach((each) => each.dispose());
      expect(memory().numTensors).toBe(before);
    });
  });

  it('NaN passes through, infinity saturates', async () => {
    const [not, most, least] = await tanh(tensor([NaN, Infinity, -Infinity])).data();
    expect(not).toBeNaN();
    expect([Math.round(most! * 1e6), Math.round(least! * 1e6)]).toEqual([1e6, -1e6]);
  });
});
