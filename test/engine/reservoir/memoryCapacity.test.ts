import { describe, expect, it } from 'vitest';
import { reservoirMatrix } from '../../../src/core/math/reservoirMatrix.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { memoryCapacity } from '../../../src/engine/reservoir/memoryCapacity.ts';
import { toSparse } from '../../../src/engine/reservoir/recurrentWeights.ts';
import { readOnlyPlain } from '../kernels/builds.ts';
import { stream } from './networks.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });

/** Inputs so small that tanh is the identity to the last digit: a linear reservoir. */
const small = 1e-4;

/** A ring, read by an input whose weights differ in nothing but their signs. */
function ring(units: number, r: number, signs: (unit: number) => number) {
  const W = reservoirMatrix(units, { topology: 'cycle', radius: r, density: 1 }, stream(1));
  const into = Float32Array.from(W, (_, place) => W[(place % units) * units + Math.floor(place / units)]!);
  return { units, W: toSparse(into, units), inputWeights: Float32Array.from({ length: units }, (_, unit) => signs(unit)), alpha: 0 };
}

const random = stream(5);
const drawn = Array.from({ length: 100 }, () => (random.uniform() < 0.5 ? -1 : 1));

describe('memory capacity', () => {
  it.each([20, 50, 100])('of a linear ring of %i units is N − 1 + r²ᴺ (Rodan & Tiňo 2011)', async (units) => {
    const r = 0.9;
    const { capacity, byLag, lambda } = await memoryCapacity(createWorkspace(kernels), ring(units, r, (unit) => drawn[unit]!), { random: stream(7), amplitude: small, steps: 20_000 });
    const exact = units - 1 + r ** (2 * units);
    expect(Math.abs(capacity / exact - 1)).toBeLessThan(0.02);
    expect(byLag).toHaveLength(2 * units);
    expect(lambda).toBeLessThanOrEqual(1e-10);
    // What fills the ring a first time is remembered whole, the next round only as far as the last one has faded.
    expect(byLag[0]).toBeGreaterThan(0.98);
    expect(byLag[units]!).toBeLessThan(0.05);
  });

  it('is less where tanh bends what comes in', async () => {
    const bent = await memoryCapacity(createWorkspace(kernels), ring(20, 0.9, (unit) => drawn[unit]!), { random: stream(7), amplitude: 1, steps: 5000 });
    expect(bent.capacity).toBeLessThan(15);
    expect(bent.capacity).toBeGreaterThan(3);
  });

  it('needs one input', async () => {
    const two = { units: 4, W: new Float32Array(16), inputWeights: new Float32Array(8), alpha: 0 };
    await expect(memoryCapacity(createWorkspace(kernels), two, { random: stream(1) })).rejects.toThrow('memory capacity is of one input, not 2');
  });
});
