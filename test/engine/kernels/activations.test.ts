import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { everyBuild } from './builds.ts';

const count = 40_000;
const between = (least: number, most: number) => Float32Array.from({ length: count }, (_, i) => least + ((most - least) * i) / (count - 1));
/** Close to 0 what counts is the relative error. */
const small = Float32Array.from({ length: count }, (_, i) => (i % 2 ? -1 : 1) * 10 ** (-30 * (i / count)));

/** The largest error in units of the last place of the right result. */
function worst(found: Float32Array, x: Float32Array, exact: (x: number) => number): number {
  return x.reduce((most, value, i) => Math.max(most, Math.abs(found[i]! - exact(value)) / ulp(exact(value))), 0);
}

const ulp = (y: number): number => 2 ** (Math.floor(Math.log2(Math.abs(y))) - 23);

describe.each(await everyBuild())('%s', (_, build) => {
  const { kernels, arena } = createWorkspace(build);
  const at = arena.take(4 * count);

  function each(kernel: 'hyperbolicTangents' | 'sigmoids' | 'exponentials', x: ArrayLike<number>): Float32Array {
    arena.float32(at, x.length).set(x);
    kernels[kernel](at, at, x.length);
    return arena.float32(at, x.length).slice();
  }

  it.each([['beyond both ends', between(-12, 12)], ['around 0', small]])('tanh is right to six units in the last place, %s', (_, x) => {
    expect(worst(each('hyperbolicTangents', x), x, Math.tanh)).toBeLessThan(6);
  });

  it('σ is right to 3e-7', () => {
    const x = between(-20, 20);
    const found = each('sigmoids', x);
    expect(Math.max(...x.map((a, i) => Math.abs(found[i]! - 1 / (1 + Math.exp(-a)))))).toBeLessThan(3e-7);
  });

  it('what is left over from whole vectors is computed too, and nothing beyond it', () => {
    for (let length = 1; length < 9; length++) {
      const to = arena.float32(at, 12).fill(7);
      to.fill(0.5, 0, length);
      kernels.hyperbolicTangents(at, at, length);
      for (let i = 0; i < 12; i++) expect(to[i]).toBeCloseTo(i < length ? Math.tanh(0.5) : 7, 6);
    }
  });

  it('eˣ is right to three units in the last place, wherever it is a normal float32', () => {
    const x = between(-87, 88);
    expect(worst(each('exponentials', x), x, Math.exp)).toBeLessThan(3);
  });

  it('eˣ stays finite and above 0 beyond', () => {
    const [low, high] = each('exponentials', [-1e30, 1e30, 0, 0]);
    expect([low! > 0, Number.isFinite(high)]).toEqual([true, true]);
  });

  it('NaN and infinity pass through', () => {
    const [not, one, minusOne, nought] = each('hyperbolicTangents', [NaN, Infinity, -Infinity, 0]);
    expect([not, nought]).toEqual([NaN, 0]);
    expect(one).toBeCloseTo(1, 6);
    expect(minusOne).toBeCloseTo(-1, 6);
    expect([...each('exponentials', [NaN, 0, 0, 0])]).toEqual([NaN, 1, 1, 1]);
  });
});
