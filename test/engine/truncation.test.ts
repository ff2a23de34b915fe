import { getBackend, memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { relativeError } from '../../src/core/math/gradientCheck.ts';
import { recurrent } from '../../src/core/models/recurrent.ts';
import { firstSequence } from '../../src/engine/firstSequence.ts';
import type { Backpropagation, CellSpec } from '../../src/core/spec/experiment.ts';
import type { Engine } from '../../src/core/train/engine.ts';
import type { Matrix } from '../../src/core/train/records.ts';
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

const tanh: CellSpec = { kind: 'tanh', recurrentInitialiser: 'orthogonal' };
const lengthOfIt = 4; // of 7 steps

describe.each(Object.entries(engines))('%s, where a gradient is looked at', (_, startEngine) => {
  const compile = async (output: 'each' | 'last', backpropagation: Backpropagation) => {
    const engine = await startEngine();
    return engine.compile(recurrent(spec(tanh, output), engine.unroll), { ...planOf('meanSquaredError'), backpropagation }, 1);
  };
  const sequenceOf = (output: 'each' | 'last') => firstSequence(padded(output, 'meanSquaredError'), 7);

  it.each([[2, 2], [2, 5]])('∂L/∂h⁽ᵗ⁾ is what the update is made of: ∂L/∂b = Σₜ ∂L/∂h⁽ᵗ⁾ ⊙ (1 − h⁽ᵗ⁾²), k1 %d, k2 %d', async (k1, k2) => {
    for (const output of outputs) {
      const model = await compile(output, truncated(k1, k2));
      const seen = await model.probe(sequenceOf(output));
      await model.run(sequenceOf(output));
      const learnt = await model.snapshot();
      for (const layer of ['layers.0', 'layers.1']) {
        expect(seen[`${layer}.dh`]!.shape[0]).toBe(lengthOfIt);
        const [h, dh, db] = [seen[`${layer}.h`]!, seen[`${layer}.dh`]!.data, [...learnt[`optimiser/v/${layer}.b`]!.data]];
        const sums = db.map((_, unit) => column(h, unit).reduce((sum, at, t) => sum + dh[t * h.shape[1]! + unit]! * (1 - at ** 2), 0));
        db.forEach((each, unit) => expect(Math.abs(sums[unit]! - each)).toBeLessThan(1e-6));
      }
      model.dispose();
    }
  });

  it('the whole gradient is beside it where it is cut, the one that is the only one where it is not', async () => {
    const [cut, whole] = [await compile('each', truncated(2, 3)), await compile('each', truncated(7, 7))];
    const tensors = () => (getBackend() ? memory().numTensors : 0);
    const before = tensors();
    const [seen, all] = [await cut.probe(sequenceOf('each')), await whole.probe(sequenceOf('each'))];
    expect(tensors()).toBe(before);
    expect(Object.keys(seen).filter((name) => name.endsWith('Whole')).sort()).toEqual(['layers.0.dhWhole', 'layers.1.dhWhole']);
    expect(Object.keys(all).filter((name) => name.endsWith('Whole'))).toEqual([]);
    expect(relativeError(seen['layers.0.dhWhole']!.data, all['layers.0.dh']!.data)).toBeLessThan(1e-6);
    expect(relativeError(seen['layers.0.dh']!.data, all['layers.0.dh']!.data)).toBeGreaterThan(1e-3);
    for (const model of [cut, whole]) model.dispose();
  });
});

const column = ({ shape, data }: Matrix, unit: number): number[] => Array.from({ length: shape[0]! }, (_, t) => data[t * shape[1]! + unit]!);

/** Where a gradient is cut does not ask which cell it is of: an LSTM is cut in every way, each other cell in one; a clockwork, whose step depends on t, at an odd one, too. */
const cuts = (cell: CellSpec) => (cell.kind === 'lstm' ? [[2, 2], [2, 5], [3, 4], [1, 3]] as const : cell.kind === 'clockwork' ? [[2, 5], [1, 3]] as const : [[2, 5]] as const);

describe.each(fusedCellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('every engine truncates alike: $name', ({ cell }) => {
  it.each(cuts(cell))('k1 %d, k2 %d, sequences of unequal length', async (k1, k2) => {
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
