import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { EngineLost, NotFinite } from '../../../src/core/train/engine.ts';
import type { CompiledModel, Engine } from '../../../src/core/train/engine.ts';
import { EngineServer } from '../../../src/engine/remote/engineServer.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { RemoteEngine } from '../../../src/engine/remote/remoteEngine.ts';
import { answerBatch, eachOf, rowBatch, rowPlan, textBatch, textPlan } from '../tfjs/batches.ts';
import { answerModel, rowModel, textModel } from '../tfjs/models.ts';
import { start } from '../tfjs/start.ts';
import { channelPair } from './lib/channels.ts';

let engine: Engine;
beforeAll(async () => { engine = await start('cpu'); });
afterEach(() => vi.useRealTimers());

/** An engine behind a channel in memory, and what happens to it there. */
async function lend() {
  const [here, there] = channelPair();
  let lost: string | undefined;
  const served = { engine, card: { name: 'webgl', renderer: 'a card' }, tensors: () => memory().numTensors, lost: () => lost };
  const server = new EngineServer(Promise.resolve(served), there);
  return { remote: await RemoteEngine.open(here), here, there, server, lose: (reason: string) => { lost = reason; } };
}

/** Does everything a model can do. */
async function life(model: CompiledModel): Promise<unknown[]> {
  const told: unknown[] = [];
  model.set('learningRate', 0.02);
  model.set('clipThreshold', 0.5);
  for (let i = 0; i < 4; i++) told.push(await model.run(textBatch(i, { continues: i > 0 })));
  const snapshot = await model.snapshot();
  told.push(snapshot, await model.evaluate(eachOf(textBatch(8), textBatch(9, { continues: true }))), await model.predict(textBatch(5)), await model.probe(textBatch(6)));
  const { y, ...batch } = textBatch(5);
  told.push(await model.evaluate(eachOf({ ...batch, y: { ...y, mask: Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0) } })));
  const sampler = model.sampler();
  for (const x of [1, 2, Float32Array.of(0, 0, 1, 0, 0)]) told.push(await sampler.next(x));
  sampler.dispose();
  await model.run(textBatch(7));
  await model.restore(snapshot);
  told.push(await model.run(textBatch(4, { continues: true })));
  return told;
}

describe('an engine elsewhere', () => {
  it('answers everything with the same bits as the one it is', async () => {
    const { remote } = await lend();
    expect(remote).toMatchObject({ resolved: { device: 'webgl', engine: 'tfjs', threads: 1 }, card: { renderer: 'a card' } });
    const [near, far] = [await engine.compile(textModel(undefined, 2), textPlan, 3), await remote.compile(textModel(undefined, 2), textPlan, 3)];
    expect(await life(far)).toEqual(await life(near));
    near.dispose();
    remote.close();
  });

  it('is forced and runs freely over there as here, where a model reads its own output', async () => {
    const { remote } = await lend();
    const own = recurrent({ ...textModel().spec, recurrence: 'both', loss: 'crossEntropy' });
    const told = async (model: CompiledModel) => {
      model.set('teacherForcing', 0.5);
      return [await model.run(textBatch(1)), await model.evaluate(eachOf(textBatch(2))), await model.evaluate(eachOf(textBatch(2)), 0), await model.predict(textBatch(2)), await model.snapshot()];
    };
    const [near, far] = [await engine.compile(own, textPlan, 3), await remote.compile(own, textPlan, 3)];
    const [here, there] = [await told(near), await told(far)];
    expect(there).toEqual(here);
    expect(here[1]).not.toBe(here[2]);
    near.dispose();
    remote.close();
  });

  it('answers a source with the same bits', async () => {
    const { remote } = await lend();
    const [near, far] = [await engine.compile(answerModel(), textPlan, 3), await remote.compile(answerModel(), textPlan, 3)];
    const told = async (model: CompiledModel) => [
      await model.run(answerBatch(1)), await model.evaluate(eachOf(answerBatch(2))), await model.probe(answerBatch(3)), await model.decode!(answerBatch(4), { begin: 0, end: 0, most: 6, width: 2 }),
    ];
    expect(await told(far)).toEqual(await told(near));
    near.dispose();
    remote.close();
  });

  it('holds no tensor when its models are disposed, nor when the channel ends', async () => {
    const none = memory().numTensors;
    const { remote, there } = await lend();
    const model = await remote.compile(textModel(), textPlan, 1);
    await life(model);
    model.dispose();
    expect(await remote.tensors()).toBe(none);
    const another = await remote.compile(rowModel(), rowPlan, 1);
    await another.run(rowBatch(1));
    another.sampler();
    expect(await remote.tensors()).toBeGreaterThan(none);
    there.end('gone');
    expect(memory().numTensors).toBe(none);
  });

  it('passes on what it throws: a number that is not finite, a snapshot that does not fit', async () => {
    const { remote } = await lend();
    const model = await remote.compile(rowModel(), rowPlan, 1);
    const batch = rowBatch(1);
    batch.y.data[0] = 3e38;
    await expect(model.run(batch)).rejects.toEqual(new NotFinite('loss', Infinity));
    const { V: _, ...rest } = await model.snapshot();
    await expect(model.restore(rest)).rejects.toThrow('The checkpoint lacks V 5×1, which this model needs.');
    remote.close();
  });

  it('says why it could not start', async () => {
    const [here, there] = channelPair();
    new EngineServer(Promise.reject(new Error('There is no WebGL2 in this window.')), there);
    await expect(RemoteEngine.open(here)).rejects.toThrow('There is no WebGL2 in this window.');
  });
});

describe('an engine that is lost', () => {
  const reason = 'The panel was closed.';

  it('fails what is asked, and what is asked later, with the reason', async () => {
    const { remote, here } = await lend();
    const model = await remote.compile(rowModel(), rowPlan, 1);
    const asked = model.run(rowBatch(1));
    here.end(reason);
    await expect(asked).rejects.toEqual(new EngineLost(reason));
    await expect(model.snapshot()).rejects.toEqual(new EngineLost(reason));
    expect(() => model.dispose()).not.toThrow();
  });

  it('is told by its own last word: what was computed since is no answer', async () => {
    const { remote, lose } = await lend();
    const model = await remote.compile(rowModel(), rowPlan, 1);
    const asked = model.run(rowBatch(1));
    lose('The graphics card was taken away.');
    await expect(asked).rejects.toEqual(new EngineLost('The graphics card was taken away.'));
  });

  it('is told by its silence', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { remote, there } = await lend();
    const model = await remote.compile(rowModel(), rowPlan, 1);
    await model.run(rowBatch(1));
    there.isCut = true;
    const asked = model.run(rowBatch(1));
    asked.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(32_000);
    await expect(asked).rejects.toThrow('The panel gave no sign of life for 30 s.');
  });

  it('measures no further: an evaluation under way ends', async () => {
    const { remote, here } = await lend();
    const model = await remote.compile(textModel(), textPlan, 1);
    async function* batches() {
      yield textBatch(1);
      here.end(reason);
      yield textBatch(2);
    }
    await expect(model.evaluate(batches())).rejects.toEqual(new EngineLost(reason));
  });
});
