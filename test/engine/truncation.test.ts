import { describe, expect, it } from 'vitest';
import { relativeError } from '../../src/core/math/gradientCheck.ts';
import { recurrent } from '../../src/core/models/recurrent.ts';
import type { Backpropagation } from '../../src/core/spec/experiment.ts';
import type { Engine } from '../../src/core/train/engine.ts';
import { fusedCellSpecs, nameOf } from '../core/cells/experiments.ts';
import { gradientOf, padded, planOf, spec } from './lib/unequal.ts';
import { startPlanned } from './planned/start.ts';
import { start } from './tfjs/start.ts';

const truncated = (k1: number, k2: number): Backpropagation => ({ kind: 'truncated', k1, k2 });
const outputs = ['each', 'last'] as const;
const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  'planned, one thread': () => startPlanned(1), 'planned, two threads': () => startPlanned(2), 'TensorFlow.js on WebAssembly': () => start('wasm'),
};

describe.each(Object.entries(engines))('%s', (_, startEngine) => {
  it.each(outputs)('k ≥ tau is full back-propagation, bit for bit, output %s', async (output) => {
    const engine = await startEngine();
    const batch = padded(output, 'meanSquaredError');
    const gradient = (backpropagation: Backpropagation) =>
      gradientOf(() => engine.compile(recurrent(spec(fusedCellSpecs[1]!, output), engine.unroll), { ...planOf('meanSquaredError'), backpropagation }, 1), batch);
    for (const k of [7, 8, 1000]) expect(await gradient(truncated(k, k))).toEqual(await gradient({ kind: 'full' }));
  });
});

describe.each(fusedCellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('every engine truncates alike: $name', ({ cell }) => {
  it.each([[2, 2], [2, 5], [3, 4], [1, 3]])('k1 %d, k2 %d, sequences of unequal length', async (k1, k2) => {
    for (const output of outputs) {
      const batch = padded(output, 'crossEntropy');
      const plan = { ...planOf('crossEntropy'), backpropagation: truncated(k1, k2) };
      const gradients = [];
      for (const startEngine of Object.values(engines)) {
        const engine = await startEngine();
        gradients.push(await gradientOf(() => engine.compile(recurrent(spec(cell, output), engine.unroll), plan, 1), batch));
      }
      for (const gradient of gradients) expect(relativeError(gradient, gradients[0]!)).toBeLessThan(1e-5);
    }
  });
});
