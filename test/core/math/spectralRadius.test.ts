import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { reservoirMatrix } from '../../../src/core/math/reservoirMatrix.ts';
import { spectralRadius } from '../../../src/core/math/spectralRadius.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import type { ReservoirWiring } from '../../../src/core/math/reservoirMatrix.ts';

/** By the whole matrix. */
function radiusOf(W: Float64Array, n: number): number {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Matrix(Array.from({ length: n }, (_, i) => [...W.subarray(i * n, (i + 1) * n)])));
  return Math.max(...realEigenvalues.map((real, i) => Math.hypot(real, imaginaryEigenvalues[i]!)));
}

const draw = (n: number, wiring: Partial<ReservoirWiring>, seed = 1) => reservoirMatrix(n, { topology: 'random', radius: 0.9, density: 0.1, ...wiring }, split(seed, 'weights'));

describe('W of a reservoir', () => {
  it.each([[1, 1], [2, 1], [30, 0.3], [100, 0.1], [150, 1], [240, 0.05], [240, 0.01]] as const)('of %d units, density %d, has the spectral radius asked for, to 1e-6', (n, density) => {
    for (const seed of [1, 2, 3]) expect(Math.abs(radiusOf(draw(n, { density, radius: 1.3 }, seed), n) / 1.3 - 1)).toBeLessThan(1e-6);
  });

  it('has the density asked for', () => {
    const share = draw(300, { density: 0.05 }).filter((weight) => weight !== 0).length / 300 ** 2;
    expect(share).toBeGreaterThan(0.045);
    expect(share).toBeLessThan(0.055);
  });

  it('is a ring whose eigenvalues all have the length of its weight, or a line that has none but 0', () => {
    expect(radiusOf(draw(12, { topology: 'cycle', radius: 0.7 }), 12)).toBeCloseTo(0.7, 12);
    const line = draw(5, { topology: 'delayLine', radius: 0.7 });
    expect([...line.entries()].filter(([, weight]) => weight !== 0)).toEqual([[1, 0.7], [7, 0.7], [13, 0.7], [19, 0.7]]);
  });

  it('is found of a ring of many units as well, though no vector comes out on top', () => {
    const n = 120;
    const multiply = (v: Float64Array) => v.map((_, i) => 0.7 * v[(i + n - 1) % n]!);
    expect(atOnce(spectralRadius({ size: n, multiply }, split(1, 'weights')))).toBeCloseTo(0.7, 6);
  });

  it('says what to do where no unit comes back to itself', () => {
    expect(() => draw(3, { density: 0.001 })).toThrow('With 3 units and a density of 0.001 none comes back to itself, so that nothing is remembered: raise the density, or take more units.');
  });
});
