import { describe, expect, it } from 'vitest';
import { batchesOf, draw } from './draw.ts';
import type { ReservoirWorkload } from './workload.ts';
import { smoke, twoLayers } from './workloads.ts';

const small = smoke.workload;
if (small.kind === 'reservoir') throw new Error('the smoke test is of a sequence');

describe('drawn weights and batches', () => {
  it('are the same each time', () => {
    expect(draw(small)).toEqual(draw(small));
  });

  it('are of the workload\'s shapes, classes below their number', () => {
    const batches = batchesOf(small, draw(small));
    expect(batches.length).toBeGreaterThan(1);
    for (const { x, y, batchSize, tau } of batches) {
      expect([x.kind, y.kind, batchSize, tau]).toEqual(['indices', 'indices', 2, 4]);
      for (const { data } of [x, y]) expect([...data].every(value => Number.isInteger(value) && value >= 0 && value < 5)).toBe(true);
    }
  });

  it('are rows of numbers where inputs are dense', () => {
    const dense = { ...small, input: 'rows' } as const;
    const [{ x, y }] = batchesOf(dense, draw(dense)) as [ReturnType<typeof batchesOf>[0]];
    expect([x.kind, x.data.length, y.kind]).toEqual(['rows', 2 * 4 * 5, 'indices']);
  });

  it('have weights for every layer', () => {
    const { 'layers.1.U': U, V } = draw({ ...twoLayers, hiddenSize: 4 });
    expect([U!.shape, V!.shape]).toEqual([[4, 16], [4, 65]]);
  });
});

describe('a drawn reservoir', () => {
  const N = 300;
  const workload: ReservoirWorkload = { kind: 'reservoir', name: 'small', units: N, density: 0.1, tau: 20 };
  const { 'W.values': values, 'W.columns': columns, 'W.starts': starts, u } = draw(workload);

  it('has so many different columns a row, in order', () => {
    expect([starts!.data.length, starts!.data[N], values!.data.length, u!.data.length]).toEqual([N + 1, 30 * N, 30 * N, 21]);
    for (let row = 0; row < N; row++) {
      const own = [...columns!.data.subarray(starts!.data[row], starts!.data[row + 1])];
      expect(new Set(own).size).toBe(30);
      expect(own).toEqual([...own].sort((a, b) => a - b));
      expect(own.at(-1)).toBeLessThan(N);
    }
  });

  it('has a spectral radius near 0.9, by the growth of powers', () => {
    const product = (x: Float64Array) => Float64Array.from({ length: N }, (_, row) => {
      let sum = 0;
      for (let k = starts!.data[row]!; k < starts!.data[row + 1]!; k++) sum += values!.data[k]! * x[columns!.data[k]!]!;
      return sum;
    });
    const length = (x: Float64Array) => Math.hypot(...x);
    let x = new Float64Array(N).fill(1 / Math.sqrt(N));
    let growth = 0;
    for (let power = 0; power < 200; power++) {
      x = product(x);
      if (power >= 100) growth += Math.log(length(x)) / 100;
      const scale = length(x);
      x = x.map(value => value / scale);
    }
    expect(Math.exp(growth)).toBeGreaterThan(0.8);
    expect(Math.exp(growth)).toBeLessThan(1.05);
  });
});
