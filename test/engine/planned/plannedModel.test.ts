import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { NotFinite } from '../../../src/core/train/engine.ts';
import type { CompiledModel, Engine } from '../../../src/core/train/engine.ts';
import { fusedCellSpecs, nameOf } from '../../core/cells/experiments.ts';
import { classes, eachOf, rowBatch, rowPlan, textBatch, textPlan } from '../tfjs/batches.ts';
import { lstm, rowModel, textModel } from '../tfjs/models.ts';
import { start } from '../tfjs/start.ts';
import { startPlanned } from './start.ts';

const stream = (seed: number) => textBatch(seed, { B: 5, tau: 7, continues: seed > 0 });

async function trained(engine: Engine, steps: number, model?: CompiledModel): Promise<CompiledModel> {
  const compiled = model ?? await engine.compile(textModel(lstm, 2), textPlan, 1);
  for (let i = 0; i < steps; i++) await compiled.run(stream(i));
  return compiled;
}

describe.each([1, 2, 3])('a planned model on %d threads', (threads) => {
  it('gives the same bits for the same seed', async () => {
    const engine = await startPlanned(threads);
    const [one, other] = [await trained(engine, 4), await trained(engine, 4)];
    expect(await one.snapshot()).toEqual(await other.snapshot());
    one.dispose();
    other.dispose();
  });

  it('goes on from its snapshot with the same bits', async () => {
    const engine = await startPlanned(threads);
    const whole = await trained(engine, 3);
    const part = await engine.compile(textModel(lstm, 2), textPlan, 99);
    await part.restore(await whole.snapshot());
    for (const model of [whole, part]) await model.run(stream(3));
    expect(await part.snapshot()).toEqual(await whole.snapshot());
    whole.dispose();
    part.dispose();
  });

  it('goes on from a snapshot of TensorFlow.js, and the other way round', async () => {
    const [planned, tfjs] = [await startPlanned(threads), await start('cpu')];
    const [mine, theirs] = [await trained(planned, 2), await trained(tfjs, 2)];
    const [fromMine, fromTheirs] = [await tfjs.compile(textModel(lstm, 2), textPlan, 5), await planned.compile(textModel(lstm, 2), textPlan, 6)];
    await fromMine.restore(await mine.snapshot());
    await fromTheirs.restore(await theirs.snapshot());
    const losses = [];
    for (const model of [mine, theirs, fromMine, fromTheirs]) losses.push((await model.run(stream(2))).loss);
    expect(relativeError(losses, Array(4).fill(losses[0]))).toBeLessThan(1e-5);
    for (const model of [mine, theirs, fromMine, fromTheirs]) model.dispose();
  });

  it('refuses a snapshot of another model, naming the first array that does not fit, and is as before', async () => {
    const model = await trained(await startPlanned(threads), 1);
    const { V: _, ...rest } = await model.snapshot();
    expect(() => model.restore(rest)).toThrow('lacks V');
    expect(await model.snapshot()).toMatchObject(rest);
    model.dispose();
  });

  it('evaluates, predicts and samples as TensorFlow.js does, batches of other sizes in between', async () => {
    const models = [await trained(await startPlanned(threads), 2), await trained(await start('cpu'), 2)];
    const measured = await Promise.all(models.map(async (model) => {
      const sampler = model.sampler();
      const sampled = [...await sampler.next(2), ...await sampler.next(4)];
      const loss = await model.evaluate(eachOf(textBatch(11, { B: 2, tau: 9 }), textBatch(12, { B: 2, tau: 3, continues: true })));
      const { shape, data } = await model.predict(textBatch(13, { B: 4, tau: 2 }));
      sampled.push(...await sampler.next(1));
      sampler.dispose();
      const { loss: next } = await model.run(stream(2)); // the carried state is still its own
      model.dispose();
      return [...shape, loss, next, ...data, ...sampled];
    }));
    expect(relativeError(measured[0]!, measured[1]!)).toBeLessThan(1e-5);
  });

  it('lets two samplers read numbers side by side, a larger batch in between', async () => {
    const rows = (seed: number) => Float32Array.from({ length: rowModel().inputSize }, (_, i) => Math.sin(seed + i));
    const sampled = await Promise.all([await startPlanned(threads), await start('cpu')].map(async (engine) => {
      const model = await engine.compile(rowModel(), rowPlan, 1);
      const [one, other] = [model.sampler(), model.sampler()];
      const found = [...await one.next(rows(1)), ...await other.next(rows(2)), ...await one.next(rows(3))];
      await model.predict(rowBatch(4, { B: 9, tau: 40 }));
      found.push(...await other.next(rows(5)), ...await one.next(rows(6)));
      model.dispose();
      return found;
    }));
    expect(relativeError(sampled[0]!, sampled[1]!)).toBeLessThan(1e-5);
  });

  it('refuses to sample from a class that is none, and once it was given up', async () => {
    const model = await trained(await startPlanned(threads), 1);
    const sampler = model.sampler();
    await sampler.next(1);
    await expect(sampler.next(classes)).rejects.toThrow(RangeError);
    model.dispose();
    await expect(sampler.next(1)).rejects.toThrow('given up');
  });

  it.each(['norm', 'parameter', 'value'] as const)('clips by %s as TensorFlow.js does', async (kind) => {
    const plan = { ...rowPlan, clip: { kind, threshold: 0.01 } } as const;
    const reports = [];
    for (const engine of [await startPlanned(threads), await start('cpu')]) {
      const model = await engine.compile(rowModel(), plan, 1);
      await model.run(rowBatch(1));
      model.set('clipThreshold', 0.02);
      model.set('learningRate', 0.3);
      const { loss, gradNorm, clippedNorm } = await model.run(rowBatch(2));
      reports.push([loss, gradNorm, clippedNorm, ...(await model.snapshot())['layers.0.W']!.data]);
      expect(clippedNorm).toBeLessThan(gradNorm);
      model.dispose();
    }
    expect(relativeError(reports[0]!, reports[1]!)).toBeLessThan(1e-5);
  });
});

describe.each(fusedCellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('a look inside $name', ({ cell }) => {
  const ways = (['each', 'last'] as const).flatMap((output) => (['forward', 'backward', 'both'] as const).map((direction) => [output, direction] as const));

  it.each(ways)('names and shows what TensorFlow.js shows, output %s, reading %s', async (output, direction) => {
    const model = recurrent({ layers: Array(2).fill({ cell, hiddenSize: 3, direction }), output, inputSize: classes, outputSize: classes });
    const whole = textBatch(3, { B: 2, tau: 4 });
    const batch = output === 'each' ? whole : { ...whole, y: { ...whole.y, tau: 1 } };
    const [planned, tfjs] = await Promise.all([await startPlanned(2), await start('cpu')].map(async (engine) => (await engine.compile(model, textPlan, 1)).probe(batch)));
    expect(Object.keys(planned!).sort()).toEqual(Object.keys(tfjs!).sort());
    for (const [name, { shape, data }] of Object.entries(tfjs!)) {
      expect(planned![name]!.shape, name).toEqual(shape);
      expect(relativeError(planned![name]!.data, data), name).toBeLessThan(1e-5);
    }
  });
});

describe.each([1, 2])('a number that is not finite, on %d threads', (threads) => {
  /** What the first bad tensor is, on both engines, of one broken parameter. */
  async function failures(name: string, index: number, value: number): Promise<string[]> {
    const messages: string[] = [];
    for (const engine of [await startPlanned(threads), await start('wasm')]) {
      const model = await engine.compile(textModel(lstm, 2), textPlan, 1);
      await model.run(textBatch(7));
      const snapshot = await model.snapshot();
      const data = snapshot[name]!.data.slice();
      data[index] = value;
      const spoilt = { ...snapshot, [name]: { ...snapshot[name]!, data } };
      await model.restore(spoilt);
      const error = await model.run(textBatch(1)).then(() => undefined, (reason: unknown) => reason);
      expect(error).toBeInstanceOf(NotFinite);
      expect(await model.snapshot()).toEqual(spoilt);
      messages.push((error as NotFinite).message);
      model.dispose();
    }
    return messages;
  }

  it.each([
    ['layers.1.b', 0, NaN, 'layers.1.gate.i at t = 0 is NaN'],
    ['c', 3, Infinity, 'o at t = 0 is Infinity'],
    ['layers.0.W', 1, NaN, 'layers.0.gate.i at t = 0 is NaN'],
  ])('in %s[%d] = %d is found where TensorFlow.js finds it', async (name, index, value, message) => {
    expect(await failures(name, index, value)).toEqual([message, message]);
  });

  it('is found where TensorFlow.js finds it in what reads both ways, too', async () => {
    const messages: string[] = [];
    for (const engine of [await startPlanned(threads), await start('wasm')]) {
      const model = await engine.compile(textModel(lstm, 2, 'both'), textPlan, 1);
      const snapshot = await model.snapshot();
      const name = 'layers.1.backward.b';
      await model.restore({ ...snapshot, [name]: { ...snapshot[name]!, data: snapshot[name]!.data.slice().fill(NaN, 0, 1) } });
      messages.push(await model.run(textBatch(1)).then(() => 'none', (reason: Error) => reason.message));
      model.dispose();
    }
    expect(messages).toEqual(Array(2).fill('layers.1.backward.gate.i at t = 3 is NaN'));
  });

  it('an infinite weight that tanh squashes goes on with finite numbers', async () => {
    const model = await (await startPlanned(threads)).compile(rowModel({ kind: 'tanh', recurrentInitialiser: 'orthogonal' }), rowPlan, 1);
    const snapshot = await model.snapshot();
    const b = snapshot['layers.0.b']!.data.slice().fill(Infinity, 0, 1); // five units: the row is padded to eight
    await model.restore({ ...snapshot, 'layers.0.b': { shape: [5], data: b } });
    const { data } = await model.predict(rowBatch(1));
    expect(data.every(Number.isFinite)).toBe(true);
    model.dispose();
  });
});

it('a model that reads backward has no sampler, as on TensorFlow.js', async () => {
  for (const engine of [await startPlanned(), await start('cpu')]) {
    const model = await engine.compile(textModel(lstm, 1, 'both'), textPlan, 1);
    await expect((async () => model.sampler().next(1))()).rejects.toThrow('needs the whole sequence');
    model.dispose();
  }
});

it('gradients that vanish do not slow training down: numbers under 1e-31 are flushed to zero', async () => {
  const model = await (await startPlanned()).compile(
    recurrent({ layers: [{ cell: { kind: 'tanh', recurrentInitialiser: 'orthogonal' }, hiddenSize: 8 }], output: 'last', inputSize: 1, outputSize: 1 }), rowPlan, 1);
  const snapshot = await model.snapshot();
  await model.restore({ ...snapshot, 'layers.0.W': { shape: [8, 8], data: snapshot['layers.0.W']!.data.map((w) => w / 10) } });
  const tau = 60;
  const rows = { kind: 'rows', size: 1, tau, data: new Float32Array(tau) } as const;
  const { 'layers.0.dh': dh } = await model.probe({ batchSize: 1, tau, continues: false, x: rows, y: { kind: 'rows', size: 1, tau: 1, data: Float32Array.of(1) } });
  const sizes = Array.from({ length: tau }, (_, t) => Math.max(...dh!.data.slice(8 * t, 8 * t + 8).map(Math.abs)));
  expect(sizes[tau - 10]).toBeGreaterThan(0);
  expect(sizes.slice(0, 20)).toEqual(Array(20).fill(0));
  model.dispose();
});

describe.each([2, 3])('a batch of one sequence, on %d threads', (threads) => {
  it('trains and is measured as on one thread, alone and after a larger batch', async () => {
    const numbers: number[][] = [];
    for (const count of [1, threads]) {
      const model = await (await startPlanned(count)).compile(textModel(lstm, 2), textPlan, 1);
      const seen: number[] = [];
      for (const B of [1, 4, 1, 2]) {
        const { loss, gradNorm } = await model.run(textBatch(B, { B, tau: 3 }));
        seen.push(loss, gradNorm, await model.evaluate(eachOf(textBatch(9, { B: 1, tau: 5 }))));
      }
      numbers.push(seen);
      model.dispose();
    }
    expect(relativeError(numbers[1]!, numbers[0]!)).toBeLessThan(1e-5);
  });
});
