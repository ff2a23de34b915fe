import { describe, expect, it } from 'vitest';
import { initialise } from '../../../src/core/math/initialisers.ts';
import { eigenvalues } from '../../../src/core/math/spectrum.ts';
import type { Initialiser } from '../../../src/core/math/initialisers.ts';
import { orthogonal } from '../../../src/core/math/orthogonal.ts';
import { split } from '../../../src/core/math/random.ts';

const draw = (initialiser: Initialiser, shape: readonly number[]) => initialise({ name: 'W', shape, initialiser }, split(1, 'weights'));

/** The largest entry of QQᵀ − I, rows of Q `[rows, columns]`. */
function errorOfRows(Q: ArrayLike<number>, rows: number, columns: number): number {
  let worst = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      let dot = i === j ? -1 : 0;
      for (let k = 0; k < columns; k++) dot += Q[i * columns + k]! * Q[j * columns + k]!;
      worst = Math.max(worst, Math.abs(dot));
    }
  }
  return worst;
}

const column = (matrix: ArrayLike<number>, width: number, from: number, columns: number) =>
  Array.from({ length: (matrix.length / width) * columns }, (_, i) => matrix[Math.floor(i / columns) * width + from + (i % columns)]!);

describe('initialisers', () => {
  it('draw orthogonal matrices to float64', () => {
    expect(errorOfRows(orthogonal(40, 40, split(1, 'weights')), 40, 40)).toBeLessThan(1e-12);
    expect(errorOfRows(orthogonal(7, 12, split(1, 'weights')), 7, 12)).toBeLessThan(1e-13);
    const tall = orthogonal(12, 7, split(1, 'weights'));
    const transposed = Array.from({ length: 84 }, (_, i) => tall[(i % 12) * 7 + Math.floor(i / 12)]!);
    expect(errorOfRows(transposed, 7, 12)).toBeLessThan(1e-13);
  });

  it('draw each gate by itself', () => {
    const W = draw({ kind: 'orthogonal', blocks: 4 }, [6, 24]);
    const gates = [0, 6, 12, 18].map((from) => column(W, 24, from, 6));
    for (const gate of gates) expect(errorOfRows(gate, 6, 6)).toBeLessThan(1e-6);
    expect(new Set(gates.map((gate) => gate[0])).size).toBe(4);
  });

  it('copy at first, where W is the identity', () => {
    expect([...draw({ kind: 'identity', blocks: 2 }, [2, 4])]).toEqual([1, 0, 1, 0, 0, 1, 0, 1]);
  });

  it('begin near the edge of what fades, where W is a reservoir: each gate with the radius 1.2 and some 15 connections into a unit', () => {
    const n = 32;
    const W = draw({ kind: 'nearCritical', blocks: 2 }, [n, 2 * n]);
    for (const gate of [0, n].map((from) => column(W, 2 * n, from, n))) {
      const { re, im } = eigenvalues(Float32Array.from(gate), n);
      expect(Math.max(...re.map((real, i) => Math.hypot(real, im[i]!)))).toBeCloseTo(1.2, 5);
      expect(Math.abs(gate.filter((weight) => weight !== 0).length / n - 15)).toBeLessThan(2);
    }
    expect(Math.abs(draw({ kind: 'nearCritical', blocks: 1 }, [1, 1])[0]!)).toBeCloseTo(1.2, 6);
  });

  it('keep Glorot and Bengio\'s limit of one gate, and its variance', () => {
    const U = draw({ kind: 'glorot', blocks: 4 }, [30, 400]);
    const limit = Math.sqrt(6 / 130);
    expect(Math.max(...U.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
    const variance = U.reduce((sum, u) => sum + u * u, 0) / U.length;
    expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  });

  it('spread forget biases so that e^b is uniform up to the longest lag, and input biases are their negatives', () => {
    const n = 2000;
    const b = draw({ kind: 'chrono', longest: 101, signs: [-1, 1, 0, 0] }, [4 * n]);
    const lags = [...b.subarray(n, 2 * n)].map(Math.exp);
    expect(Math.min(...lags)).toBeGreaterThan(1);
    expect(Math.max(...lags)).toBeLessThan(100);
    expect(lags.reduce((sum, lag) => sum + lag) / n / 50.5).toBeCloseTo(1, 1);
    expect([...b.subarray(0, n)]).toEqual([...b.subarray(n, 2 * n)].map((bias) => -bias));
    expect(b.subarray(2 * n).every((bias) => bias === 0)).toBe(true);
  });

  it('keep a uniform limit', () => {
    const W = draw({ kind: 'uniform', limit: 0.25 }, [20, 20]);
    expect(Math.max(...W)).toBeLessThanOrEqual(0.25);
    expect(Math.max(...W)).toBeGreaterThan(0.24);
    expect(Math.min(...W)).toBeLessThan(-0.24);
  });

  it('give each gate its own constant', () => {
    expect([...draw({ kind: 'constant', values: [0, 1, 0, 0] }, [8])]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect([...draw({ kind: 'zeros' }, [3])]).toEqual([0, 0, 0]);
  });
});

describe('the variance in a deep stack whose weights are not shared (section 10.7)', () => {
  const [n, depth, draws] = [32, 20, 100];

  /** ‖h‖² / ‖x‖² after `depth` layers h ← h·W of weights with the variance v / n, in each of `draws` draws. */
  function growth(v: number, stream: number): number[] {
    const random = split(3, 'weights', stream);
    const layer = () => initialise({ name: 'W', shape: [n, n], initialiser: { kind: 'uniform', limit: Math.sqrt(3 * v / n) } }, random);
    const squared = (h: readonly number[]) => h.reduce((sum, each) => sum + each * each, 0);
    return Array.from({ length: draws }, () => {
      const x = Array.from({ length: n }, () => random.normal());
      let h = x;
      for (let l = 0; l < depth; l++) {
        const W = layer();
        h = h.map((_, j) => h.reduce((sum, each, i) => sum + each * W[i * n + j]!, 0));
      }
      return squared(h) / squared(x);
    });
  }

  it.each([[0.8, 0], [1.3, 1], [2 ** (1 / depth), 2]])('is vⁿ for v = %d, so that v = v*^(1/n) makes it v*', (v, stream) => {
    const ratios = growth(v, stream).map(ratio => ratio / v ** depth);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / draws;
    const spread = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (draws - 1));
    expect(Math.abs(mean - 1)).toBeLessThan(3 * spread / Math.sqrt(draws));
    expect(spread / Math.sqrt(draws)).toBeLessThan(0.2);
  });
});
