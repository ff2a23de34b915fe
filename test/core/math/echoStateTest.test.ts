import { describe, expect, it } from 'vitest';
import { echoStateTest, forgetting } from '../../../src/core/math/echoStateTest.ts';
import { reservoirMatrix } from '../../../src/core/math/reservoirMatrix.ts';
import { split } from '../../../src/core/math/random.ts';
import { atOnce } from './numpyReservoir.ts';

/** A ring with one input of the same weight everywhere. */
function ring(n: number, radius: number, alpha = 0, into = 0) {
  const W = Float32Array.from(reservoirMatrix(n, { topology: 'cycle', radius, density: 1 }, split(1, 'weights')));
  return { U: { shape: [1, n], data: new Float32Array(n).fill(into) }, W: { shape: [n, n], data: W }, b: { shape: [n], data: new Float32Array(n) }, alpha };
}

const random = () => split(3, 'noise');
const drive = (length: number, value: number) => Array.from({ length }, () => [value]);

describe('the echo state test', () => {
  it('of small states that a ring turns round, they come together by its weight a step', async () => {
    // Of small states tanh is a line, and the ring a rotation times 0.5.
    const test = await echoStateTest([ring(8, 0.5)], drive(60, 0), random(), atOnce);
    const { rate, forgotten } = forgetting(test);
    expect(rate).toBeCloseTo(0.5, 6);
    expect(forgotten).toBeGreaterThan(15);
    expect(forgotten).toBeLessThan(21);
    expect(test.distances[forgotten! - 1]).toBeLessThanOrEqual(1e-6 * test.begin);
    expect(test.distances[forgotten! - 2]).toBeGreaterThan(1e-6 * test.begin);
  });

  it('of one leaky unit, by α + (1 − α)·w', async () => {
    const { rate } = forgetting(await echoStateTest([ring(1, 0.5, 0.8)], drive(250, 0), random(), atOnce));
    expect(rate).toBeCloseTo(0.8 + 0.2 * 0.5, 6);
  });

  it('of one unit under a constant input, by the slope of tanh where it comes to rest', async () => {
    const { rate } = forgetting(await echoStateTest([ring(1, 1.1, 0, 1)], drive(80, 0.2), random(), atOnce));
    let h = 0;
    for (let t = 0; t < 1000; t++) h = Math.tanh(0.2 + 1.1 * h);
    expect(rate).toBeCloseTo(1.1 * (1 - h ** 2), 4);
  });

  it('from a weight of 1 on, a ring without input keeps the signs it began with: they stay apart', async () => {
    const test = await echoStateTest([ring(16, 1.5)], drive(200, 0), random(), atOnce);
    const { rate, forgotten } = forgetting(test);
    expect(forgotten).toBeUndefined();
    expect(rate).toBeCloseTo(1, 6);
    let rest = 1;
    for (let t = 0; t < 1000; t++) rest = Math.tanh(1.5 * rest);
    expect(test.distances.at(-1)! / test.begin).toBeCloseTo(rest, 6); // signs that differ differ by twice that
  });

  it('what forgets within a step leaves nothing to measure', async () => {
    const test = await echoStateTest([ring(4, 0)], drive(5, 1), random(), atOnce);
    expect(forgetting(test)).toEqual({ rate: undefined, forgotten: 1 });
    expect(test.distances).toEqual([0, 0, 0, 0, 0]);
  });

  it('of reservoirs one on another, by the slowest of them', async () => {
    const above = { ...ring(3, 0.9), U: { shape: [8, 3], data: new Float32Array(24).fill(0.1) } };
    const { rate } = forgetting(await echoStateTest([ring(8, 0.5), above], drive(150, 0), random(), atOnce));
    expect(rate).toBeCloseTo(0.9, 4);
  });
});
