import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { float64 } from '../../float64/load.ts';

const { tf, clipGradients, norm, split } = float64;

function gradients() {
  const random = split(4, 'noise');
  const draw = (shape: number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()), shape);
  return { U: draw([5, 7]), W: draw([7, 7]), b: draw([7]) };
}

const flat = (g: Readonly<Record<string, { dataSync(): ArrayLike<number> }>>) => Object.values(g).flatMap((each) => Array.from(each.dataSync()));
const length = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

describe('clipping', () => {
  it.each([0.01, 1, 9, 1e4])('by norm leaves min(‖g‖, %d), in the same direction, to 1e-12', (threshold) => {
    const before = flat(gradients());
    const after = flat(clipGradients(gradients(), { kind: 'norm', threshold }));
    expect(Math.abs(length(after) / Math.min(length(before), threshold) - 1)).toBeLessThan(1e-12);
    const cosine = before.reduce((sum, v, i) => sum + v * after[i]!, 0) / length(before) / length(after);
    expect(Math.abs(cosine - 1)).toBeLessThan(1e-12);
  });

  it('by norm leaves a gradient of zeros alone', () => {
    expect(flat(clipGradients({ b: tf.zeros([3]) }, { kind: 'norm', threshold: 1 }))).toEqual([0, 0, 0]);
  });

  it.each([0.01, 3, 1e4])('by parameter leaves min(‖g‖, %d) of each, in its own direction, to 1e-12', (threshold) => {
    const [before, after] = [Object.values(gradients()), Object.values(clipGradients(gradients(), { kind: 'parameter', threshold }))];
    for (const [i, g] of before.entries()) {
      const norm = length(Array.from(g.dataSync()));
      const expected = Array.from(g.dataSync(), (v) => v * Math.min(1, threshold / norm));
      expect(relativeError(after[i]!.dataSync(), expected)).toBeLessThan(1e-12);
    }
  });

  it('by value cuts each element', () => {
    const before = flat(gradients());
    expect(flat(clipGradients(gradients(), { kind: 'value', threshold: 0.5 }))).toEqual(before.map((v) => Math.min(0.5, Math.max(-0.5, v))));
  });

  it('measures the norm of all tensors as one vector', () => {
    expect(norm(Object.values(gradients())).dataSync()[0]).toBeCloseTo(length(flat(gradients())), 12);
  });
});
