import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/core/data/batch.ts';
import { relativeError } from '../../src/core/math/gradientCheck.ts';
import { recurrent } from '../../src/core/models/recurrent.ts';
import type { Engine } from '../../src/core/train/engine.ts';
import { firstSequence } from '../../src/engine/firstSequence.ts';
import { cellSpecs, fusedCellSpecs, nameOf } from '../core/cells/experiments.ts';
import { alone, gradientOf, kinds, kindsFor, lengths, nO, oneByOne, padded, planOf, spec, withoutMasks } from './lib/unequal.ts';
import { startPlanned } from './planned/start.ts';
import { eachOf } from './tfjs/batches.ts';
import { start } from './tfjs/start.ts';

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  'planned, one thread': () => startPlanned(1), 'planned, two threads': () => startPlanned(2), 'TensorFlow.js on WebAssembly': () => start('wasm'),
};

describe.each(cellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('a batch of unequal lengths is its sequences one by one, loss and gradient: $name', ({ cell }) => {
  const serving = Object.keys(engines).filter((name) => !name.startsWith('planned') || fusedCellSpecs.includes(cell));

  it.each(serving.flatMap((name) => kindsFor(cell).map((kind) => [name, ...kind] as const)))('%s, output %s, %s', async (name, output, loss) => {
    const engine = await engines[name]!();
    const compile = () => engine.compile(recurrent(spec(cell, output), engine.unroll), planOf(loss), 1);
    const batch = padded(output, loss);
    expect(relativeError(await gradientOf(compile, batch), await oneByOne(compile, batch))).toBeLessThan(1e-5);
  });
});

describe.each(['backward', 'both'] as const)('and read %s', (direction) => {
  it.each(Object.keys(engines).flatMap((name) => kinds.map((kind) => [name, ...kind] as const)))('%s, output %s, %s', async (name, output, loss) => {
    const engine = await engines[name]!();
    const { layers, ...rest } = spec(cellSpecs[1]!, output);
    const compile = () => engine.compile(recurrent({ ...rest, layers: layers.map((layer) => ({ ...layer, direction })) }, engine.unroll), planOf(loss), 1);
    const batch = padded(output, loss);
    expect(relativeError(await gradientOf(compile, batch), await oneByOne(compile, batch))).toBeLessThan(1e-5);
  });
});

describe.each(Object.entries(engines))('%s', (_, startEngine) => {
  const cell = cellSpecs[1]!;

  it('takes masks of ones as none: the planned engine bit for bit', async () => {
    const engine = await startEngine();
    for (const [output, loss] of kinds) {
      const compile = () => engine.compile(recurrent(spec(cell, output), engine.unroll), planOf(loss), 1);
      const batch = padded(output, loss, true);
      const [masked, plain] = [await gradientOf(compile, batch), await gradientOf(compile, withoutMasks(batch))];
      if (engine.resolved.engine === 'planned') expect(masked).toEqual(plain);
      else expect(relativeError(masked, plain)).toBeLessThan(1e-6);
    }
  });

  it('answers after the last element of each sequence where the output is `last`', async () => {
    const engine = await startEngine();
    const model = await engine.compile(recurrent(spec(cell, 'last'), engine.unroll), planOf('crossEntropy'), 1);
    const batch = padded('last', 'crossEntropy');
    const { data } = await model.predict(batch);
    for (const b of lengths.keys()) {
      const own = await model.predict(alone(batch, b).sequence);
      expect(relativeError(data.slice(b * nO, (b + 1) * nO), own.data)).toBeLessThan(1e-5);
    }
    model.dispose();
  });

  it('evaluates to the mean over the outputs that count, of several batches', async () => {
    const engine = await startEngine();
    const model = await engine.compile(recurrent(spec(cell, 'each'), engine.unroll), planOf('crossEntropy'), 1);
    const batch = padded('each', 'crossEntropy');
    const whole = await model.evaluate(eachOf(batch));
    const parts = await model.evaluate(eachOf(...lengths.map((_, b) => alone(batch, b).sequence)));
    expect(Math.abs(parts / whole - 1)).toBeLessThan(1e-5);
    model.dispose();
  });

  it('looks inside the first sequence without what fills it up; the loss is 0 where the output does not count', async () => {
    const engine = await startEngine();
    const model = await engine.compile(recurrent(spec(cell, 'each'), engine.unroll), planOf('crossEntropy'), 1);
    const batch = padded('each', 'crossEntropy');
    const seen = await model.probe(batch);
    expect(seen['layers.1.h']!.shape).toEqual([lengths[0], 5]);
    expect([...seen['loss']!.data].map((loss) => loss > 0)).toEqual([true, false, true, true]);
    const mean = seen['loss']!.data.reduce((sum, loss) => sum + loss) / 3;
    expect(Math.abs(mean / await model.evaluate(eachOf(alone(batch, 0).sequence)) - 1)).toBeLessThan(1e-5);
    model.dispose();
  });
});

describe('Ω', () => {
  it('of a batch of unequal lengths is the mean of Ω of its sequences', async () => {
    const engine = await start('wasm');
    const tanh = { kind: 'tanh', recurrentInitialiser: 'orthogonal' } as const;
    const omegaOf = async (batch: Batch) => {
      const model = await engine.compile(recurrent(spec(tanh, 'last'), engine.unroll), { ...planOf('crossEntropy'), omega: 1 }, 1);
      const { omega } = await model.run(batch);
      model.dispose();
      return omega!;
    };
    const batch = padded('last', 'crossEntropy');
    let sum = 0;
    for (const [b, length] of lengths.entries()) if (length > 1) sum += await omegaOf(alone(batch, b).sequence); // nothing flows back in one step
    expect(Math.abs(await omegaOf(batch) * lengths.length / sum - 1)).toBeLessThan(1e-5);
  });
});

describe('the first sequence of a batch', () => {
  it('is as long as its elements reach, holes kept, and has no mask where it has all', () => {
    const batch = padded('each', 'crossEntropy');
    const { x, y, tau } = firstSequence(batch);
    expect({ tau, x: x.data.length, y: y.data.length, mask: x.mask, counts: y.mask }).toEqual({ tau: 4, x: 12, y: 4, mask: undefined, counts: Float32Array.of(1, 0, 1, 1) });
    const holed = { ...batch, x: { ...batch.x, mask: Float32Array.from(batch.x.mask!).fill(0, 1, 2) } } as Batch;
    expect(firstSequence(holed).x.mask).toEqual(Float32Array.of(1, 0, 1, 1));
  });
});
