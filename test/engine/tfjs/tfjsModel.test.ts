import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/train/engine.ts';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { eachOf, rowBatch, rowPlan, textBatch, textPlan } from './batches.ts';
import { lstm, rowModel, textModel } from './models.ts';
import { start } from './start.ts';

describe.each(['wasm', 'cpu'] as const)('a model on %s', (device) => {
  let engine: Engine;
  beforeAll(async () => { engine = await start(device); });
  const text = (seed = 1, plan = textPlan) => engine.compile(textModel(), plan, seed);

  it('learns: the loss of one batch falls', async () => {
    for (const [model, batch] of [[await text(), textBatch(1)], [await engine.compile(rowModel(), rowPlan, 1), rowBatch(1)]] as const) {
      const { loss } = await model.run(batch);
      for (let i = 0; i < 60; i++) await model.run(batch);
      expect((await model.run(batch)).loss).toBeLessThan(loss / 2);
      model.dispose();
    }
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const trained = async (seed: number) => {
      const model = await text(seed);
      for (let i = 0; i < 5; i++) await model.run(textBatch(i, { continues: i > 0 }));
      const snapshot = await model.snapshot();
      model.dispose();
      return Object.fromEntries(Object.entries(snapshot).map(([name, { data }]) => [name, [...data]]));
    };
    expect(await trained(1)).toEqual(await trained(1));
    expect(await trained(1)).not.toEqual(await trained(2));
  });

  it('goes on from a snapshot with the same bits: parameters, optimiser and carried state', async () => {
    const model = await text();
    for (let i = 0; i < 3; i++) await model.run(textBatch(i, { continues: i > 0 }));
    const snapshot = await model.snapshot();
    expect(Object.keys(snapshot)).toEqual(expect.arrayContaining(['layers.0.W', 'optimiser/s/layers.0.W', 'optimiser/r/c', 'state/layers.0.h', 'state/layers.0.c']));
    const other = await text(2);
    await other.run(textBatch(9));
    await other.restore(snapshot);
    for (let i = 3; i < 6; i++) {
      expect(await other.run(textBatch(i, { continues: true }))).toEqual(await model.run(textBatch(i, { continues: true })));
    }
    model.dispose();
    other.dispose();
  });

  it('keeps and takes up the state of both chains of a layer that reads both ways', async () => {
    const compiled = () => engine.compile(textModel(lstm, 2, 'both'), textPlan, 1);
    const [model, other] = [await compiled(), await compiled()];
    await model.run(textBatch(1));
    const snapshot = await model.snapshot();
    expect(Object.keys(snapshot).filter((name) => name.startsWith('state/layers.1.'))).toEqual(
      ['state/layers.1.forward.h', 'state/layers.1.forward.c', 'state/layers.1.backward.h', 'state/layers.1.backward.c']);
    await other.restore(snapshot);
    expect(await other.run(textBatch(2, { continues: true }))).toEqual(await model.run(textBatch(2, { continues: true })));
    model.dispose();
    other.dispose();
  });

  it('refuses a snapshot that does not fit, with the first name, and stays as it was', async () => {
    const model = await text();
    const before = await model.snapshot();
    expect(() => model.restore({ ...before, V: { shape: [2, 2], data: new Float32Array(4) } })).toThrow('V is 2×2 in the checkpoint ≠ 6×5 in the model.');
    expect(() => model.restore({ ...before, X: { shape: [1], data: new Float32Array(1) } })).toThrow('The checkpoint has X 1, which this model does not have.');
    const { c: _, ...lacking } = before;
    expect(() => model.restore(lacking)).toThrow('The checkpoint lacks c 5, which this model needs.');
    expect(await model.snapshot()).toEqual(before);
    model.dispose();
  });

  it('reports the norm of each gradient, of all, and of what clipping left', async () => {
    const model = await text(1, { ...textPlan, clip: { kind: 'norm', threshold: 0.05 } });
    const { gradNorm, clippedNorm, gradNorms } = await model.run(textBatch(1));
    expect(Object.keys(gradNorms)).toEqual(['layers.0.U', 'layers.0.W', 'layers.0.b', 'V', 'c']);
    expect(gradNorm).toBeCloseTo(Math.hypot(...Object.values(gradNorms)), 10);
    expect(gradNorm).toBeGreaterThan(0.05);
    expect(clippedNorm).toBeCloseTo(0.05, 6);
    model.set('clipThreshold', 100);
    const unclipped = await model.run(textBatch(1));
    expect(unclipped.clippedNorm).toBe(unclipped.gradNorm);
    model.dispose();
  });

  it('tells Ω where it has a weight, and only there', async () => {
    const tanh = { kind: 'tanh', recurrentInitialiser: 'orthogonal' } as const;
    for (const weight of [0, 0.5]) {
      const model = await engine.compile(textModel(tanh), { ...textPlan, omega: weight }, 1);
      const { omega } = await model.run(textBatch(1));
      expect(omega === undefined ? 0 : Math.sign(omega)).toBe(Math.sign(weight));
      model.dispose();
    }
  });

  it('obeys the learning rate, and refuses a clip threshold where nothing clips', async () => {
    const model = await engine.compile(rowModel(), rowPlan, 1);
    const before = await model.snapshot();
    model.set('learningRate', 0);
    await model.run(rowBatch(1));
    expect((await model.snapshot()).V).toEqual(before.V);
    expect(() => model.set('clipThreshold', 1)).toThrow('does not clip');
    model.dispose();
  });

  it('evaluates without a trace, weighing each target the same', async () => {
    const model = await text();
    await model.run(textBatch(1));
    const before = await model.snapshot();
    const [short, long] = [textBatch(2, { tau: 2 }), textBatch(3, { tau: 6 })];
    const [a, b] = [await model.evaluate(eachOf(short)), await model.evaluate(eachOf(long))];
    expect(await model.evaluate(eachOf(short, long))).toBeCloseTo((2 * a + 6 * b) / 8, 6);
    expect(await model.snapshot()).toEqual(before);
    model.dispose();
  });

  it('carries the state from batch to batch where they continue, in evaluation too', async () => {
    const model = await text();
    const apart = await model.evaluate(eachOf(textBatch(1), textBatch(2)));
    const together = await model.evaluate(eachOf(textBatch(1), textBatch(2, { continues: true })));
    expect(apart).not.toBe(together);
    model.set('learningRate', 0);
    const { loss } = await model.run(textBatch(1));
    const next = await model.run(textBatch(2, { continues: true }));
    expect((loss + next.loss) / 2).toBeCloseTo(together, 6);
    model.dispose();
  });

  it('truncated at k ≥ tau is full back-propagation: a state of zeros carried over changes no bit', async () => {
    const [model, other] = [await text(), await text()];
    const snapshot = await other.snapshot();
    const zeros = { shape: [2, 6], data: new Float32Array(12) };
    await other.restore({ ...snapshot, 'state/layers.0.h': zeros, 'state/layers.0.c': zeros });
    expect(await other.run(textBatch(1, { continues: true }))).toEqual(await model.run(textBatch(1)));
    model.dispose();
    other.dispose();
  });

  it('samples what it predicts', async () => {
    const model = await text();
    const batch = textBatch(4, { B: 1, tau: 5 });
    const whole = await model.predict(batch);
    expect(whole.shape).toEqual([1, 5, 5]);
    const sampler = model.sampler();
    const steps: number[] = [];
    for (const index of batch.x.data) steps.push(...await sampler.next(index));
    expect(relativeError(steps, whole.data)).toBeLessThan(1e-6);
    sampler.dispose();
    model.dispose();
  });

  it('samples from rows of numbers', async () => {
    const model = await engine.compile(rowModel(), rowPlan, 1);
    const batch = rowBatch(4, { B: 1 });
    const sampler = model.sampler();
    let last = new Float32Array();
    for (let t = 0; t < 4; t++) last = await sampler.next((batch.x.data as Float32Array).slice(2 * t, 2 * t + 2)) as typeof last;
    expect(relativeError(last, (await model.predict(batch)).data)).toBeLessThan(1e-6);
    sampler.dispose();
    model.dispose();
  });
});
