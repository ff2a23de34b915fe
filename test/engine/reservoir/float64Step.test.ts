import { describe, expect, it } from 'vitest';
import type { NamedArray } from '../../../src/core/checkpoint/checkpoint.ts';
import { reservoirStep } from '../../../src/core/math/reservoirSteps.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { float64Step } from '../../../src/engine/reservoir/float64Step.ts';
import { everyBuild } from '../kernels/builds.ts';
import { largestDifference, normals, stream } from './networks.ts';

const random = stream(7);

/** Numbers of which only a share is not 0. */
const array = (rows: number, columns: number, density = 1): NamedArray =>
  ({ shape: [rows, columns], data: normals(rows * columns, random).map((value) => (random.uniform() < density ? value / Math.sqrt(rows * density) : 0)) });

describe.each(await everyBuild())('a step of a reservoir in float64 (%s)', (_, build) => {
  it.each([
    [1, 1, 0, 1, 0], [5, 3, 2, 1, 0.7], [8, 0, 1, 0.3, 0.2], [64, 1, 0, 0.1, 0.999], [101, 130, 3, 0.2, 0.5],
  ])('is the plain one, to 1e-14: %d units that read %d numbers and %d of their own', (units, inputs, outputs, density, alpha) => {
    const reservoir = { U: array(inputs, units), W: array(units, units, density), b: array(1, units), alpha, ...(outputs > 0 && { Y: array(outputs, units) }) };
    const workspace = createWorkspace(build);
    const [plain, own] = [reservoirStep(reservoir), float64Step(workspace, reservoir)];
    float64Step(workspace, reservoir); // another beside it, which the memory grows for
    let h = Float64Array.from(normals(units, random));
    for (let t = 0; t < 20; t++) {
      const x = normals(inputs + outputs, random);
      const next = own(h, x);
      expect(largestDifference(next, plain(h, x))).toBeLessThan(1e-14);
      h = next as Float64Array<ArrayBuffer>;
    }
  });

  it.each([2, 4])('reads as many numbers as U has rows: %d in place of 3 are refused, and the bias stays', (count) => {
    const own = float64Step(createWorkspace(build), { U: array(3, 5), W: array(5, 5), b: array(1, 5), alpha: 0 });
    const [h, x] = [new Float64Array(5), [1, 2, 3]];
    const before = own(h, x);
    expect(() => own(h, normals(count, random))).toThrow(`a step reads 3 numbers, not ${count}`);
    expect(own(h, x)).toEqual(before);
  });

  /** tanh: of one unit that reads a number, and nothing else. */
  const step = float64Step(createWorkspace(build), { U: { shape: [1, 1], data: Float32Array.of(1) }, W: { shape: [1, 1], data: new Float32Array(1) }, b: { shape: [1], data: new Float32Array(1) }, alpha: 0 });
  const tanh = (a: number): number => step(new Float64Array(1), [a])[0]!;

  it('has a tanh to a few units in the last place, of small numbers and large', () => {
    const sizes = Array.from({ length: 4000 }, (__, i) => 10 ** (-20 + i * 22 / 4000) * (1 + random.uniform()));
    const worst = sizes.flatMap((size) => [size, -size]).map((a) => Math.abs(tanh(a) / Math.tanh(a) - 1) / Number.EPSILON);
    expect(Math.max(...worst)).toBeLessThan(4);
  });

  it('has tanh of 0, of infinite numbers and of what is none', () => {
    expect([0, Infinity, -Infinity, 19.1, -700, NaN].map(tanh)).toEqual([0, 1, -1, 1, -1, NaN]);
  });
});
