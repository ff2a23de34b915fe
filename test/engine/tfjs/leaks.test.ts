import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { NotFinite } from '../../../src/core/train/engine.ts';
import { answerBatch, eachOf, textBatch, textPlan } from './batches.ts';
import { answerModel, textModel } from './models.ts';
import { start } from './start.ts';

const batch = (seed: number, continues = false) => textBatch(seed, { B: 1, tau: 2, continues });

it('no tensor is left behind: as many after 1,000 steps as before, and none in the end', { timeout: 120_000 }, async () => {
  const engine = await start('wasm');
  const none = memory().numTensors;
  const model = await engine.compile(textModel(), textPlan, 1);
  const sampler = model.sampler();
  await model.run(batch(0));
  const before = memory().numTensors;
  for (let step = 1; step <= 1000; step++) {
    await model.run(batch(step, step % 10 > 0));
    if (step % 50 === 0) {
      await model.probe(batch(step));
      await model.evaluate(eachOf(batch(1), batch(2, true)));
      await model.predict(batch(step));
      await sampler.next(step % 5);
      await model.restore(await model.snapshot());
    }
  }
  expect(memory().numTensors).toBe(before);
  sampler.dispose();
  model.dispose();
  expect(memory().numTensors).toBe(none);
});

it('nor by an encoder and what it is asked', async () => {
  const engine = await start('wasm');
  const none = memory().numTensors;
  const model = await engine.compile(answerModel(), textPlan, 1);
  await model.run(answerBatch(0));
  const before = memory().numTensors;
  for (let step = 1; step <= 5; step++) {
    model.set('teacherForcing', step % 2);
    await model.run(answerBatch(step));
    await model.probe(answerBatch(step));
    await model.evaluate(eachOf(answerBatch(1), answerBatch(2)));
    await model.decode!(answerBatch(step), { begin: 0, end: 0, most: 6, width: 3 });
  }
  expect(memory().numTensors).toBe(before);
  model.dispose();
  expect(memory().numTensors).toBe(none);
});

it('nor by the regulariser', async () => {
  const engine = await start('wasm');
  const none = memory().numTensors;
  const model = await engine.compile(textModel({ kind: 'tanh', recurrentInitialiser: 'orthogonal' }, 2), { ...textPlan, omega: 1 }, 1);
  await model.run(batch(0));
  const before = memory().numTensors;
  for (let step = 1; step <= 20; step++) await model.run(batch(step, true));
  expect(memory().numTensors).toBe(before);
  model.dispose();
  expect(memory().numTensors).toBe(none);
});

it('nor by a step that is not finite, or a snapshot that does not fit', async () => {
  const engine = await start('wasm');
  const none = memory().numTensors;
  const model = await engine.compile(textModel(), textPlan, 1);
  const { V, ...snapshot } = await model.snapshot();
  const before = memory().numTensors;
  expect(() => model.restore(snapshot)).toThrow('lacks V');
  await model.restore({ ...snapshot, V: { ...V!, data: V!.data.map(() => NaN) } });
  await expect(model.run(batch(1))).rejects.toBeInstanceOf(NotFinite);
  expect(memory().numTensors).toBe(before);
  model.dispose();
  expect(memory().numTensors).toBe(none);
});
