import { expect, test } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import type { Experiment } from '../../../src/core/spec/experiment.ts';
import type { StepRecord, TrainRecord } from '../../../src/core/train/records.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import type { Trainer } from '../../../src/core/train/trainer.ts';
import type { LookBack } from '../../../src/core/train/training.ts';
import { experimentOf, filesOf } from '../experiments.ts';
import { LinearEngine } from './linearModel.ts';

// v⁽ᵗ⁺¹⁾ = 0.9 v⁽ᵗ⁾ + 1: a line through neighbours fits without an error
const values: number[] = [0];
while (values.length < 60) values.push(0.9 * values.at(-1)! + 1);
const files = filesOf({ 'v.csv': `v\n${values.join('\n')}\n` });

type Training = NonNullable<Experiment['training']>;

async function start(training: Training = {}, samples: Experiment['samples'] = {}, validation = 0.2) {
  const experiment = experimentOf({
    data: { kind: 'series', file: 'v.csv', column: 'v', validation }, samples,
    training: { tau: 2, batchSize: 8, steps: 10, optimiser: { kind: 'sgd', learningRate: 0.1 }, ...training },
  });
  const engine = new LinearEngine();
  let clock = 0;
  const breathe = () => new Promise<void>(resolve => setImmediate(resolve));
  const trainer = await createTrainer({ experiment, engine, data: await openData(experiment, files), now: () => (clock += 500), breathe });
  return { trainer, model: engine.model, experiment };
}

/** Iterates beside the test: what has come out so far, and the end of it. */
function consume(trainer: Trainer, hear: (record: TrainRecord) => unknown = () => {}) {
  const records: TrainRecord[] = [];
  const end = (async () => {
    for await (const record of trainer) {
      records.push(record);
      await hear(record);
    }
  })();
  return { records, end };
}

const sketch = (records: readonly TrainRecord[]) => records.filter(({ kind }) => kind !== 'log').map(({ kind, step }) => `${kind} ${step}`);

test('learns the line exactly, and the validation loss with it', async () => {
  const { trainer, model } = await start({ steps: 3000 });
  const { records, end } = consume(trainer);
  await end;
  expect(trainer.state).toBe('done');
  expect(model.a).toBeCloseTo(0.9, 5);
  expect(records.findLast(({ kind }) => kind === 'validation')).toMatchObject({ step: 3000, loss: expect.closeTo(0, 9) });
});

test('does within a step what is due, in order', async () => {
  const { trainer } = await start({ steps: 7, validateEvery: 3, probeEvery: 4 }, { every: 2 });
  const { records, end } = consume(trainer);
  await end;
  expect(sketch(records)).toEqual([
    'step 1', 'probe 1', 'step 2', 'prediction 2', 'step 3', 'validation 3', 'step 4', 'probe 4', 'prediction 4', 'step 5',
    'step 6', 'validation 6', 'prediction 6', 'step 7', 'validation 7', 'prediction 7',
  ]);
});

test('looks back at the first step and where it validates, tells the growth and once what was left out, and has the newest in each look inside', async () => {
  const experiment = experimentOf({
    data: { kind: 'series', file: 'v.csv', column: 'v', validation: 0.2 },
    training: { tau: 2, batchSize: 8, steps: 5, validateEvery: 3, probeEvery: 4, jacobians: true },
  });
  const engine = new LinearEngine();
  const chain = { chain: 'layers.0', state: ['h'], singularValues: [], J: { t: 1, re: [], im: [] } };
  const looks: number[] = [];
  const lookBack: LookBack = async ({ theta }, { tau }) => {
    looks.push(theta!.data.length * tau);
    return { chains: [{ ...chain, logNorms: [-1, -4] }, { ...chain, chain: 'layers.1', logNorms: [0.5], ended: 'zero' }, { ...chain, chain: 'layers.2', logNorms: [3], ended: 'notFinite' }], left: ['layers.2 is large.'] };
  };
  const trainer = await createTrainer({ experiment, engine, lookBack, data: await openData(experiment, files), now: () => 0, breathe: async () => undefined });
  const { records, end } = consume(trainer);
  await end;
  expect(looks).toEqual([4, 4, 4]);
  expect(sketch(records).filter(line => !/step|prediction/.test(line))).toEqual(['probe 1', 'validation 3', 'probe 3', 'probe 4', 'validation 5', 'probe 5']);
  expect(records.filter(record => record.kind === 'validation').map(({ jacobians }) => jacobians)).toEqual([{ 'layers.0': 0.01, 'layers.1': 0 }, { 'layers.0': 0.01, 'layers.1': 0 }]);
  expect(records.filter(record => record.kind === 'probe').map(({ jacobians }) => jacobians?.step)).toEqual([1, 3, 3, 5]);
  expect(records.filter(record => record.kind === 'log' && record.level === 'warning')).toMatchObject([{ message: 'layers.2 is large.' }]);
});

test('goes on without Jacobians where they cannot be measured, and says so once', async () => {
  const experiment = experimentOf({ data: { kind: 'series', file: 'v.csv', column: 'v', validation: 0.2 }, training: { tau: 2, batchSize: 8, steps: 4, validateEvery: 2, jacobians: true } });
  const lookBack: LookBack = async () => { throw new Error('There is no backend.'); };
  const trainer = await createTrainer({ experiment, engine: new LinearEngine(), lookBack, data: await openData(experiment, files), now: () => 0, breathe: async () => undefined });
  const { records, end } = consume(trainer);
  await end;
  expect(trainer.state).toBe('done');
  expect(records.filter(record => record.kind === 'log' && record.level !== 'info')).toMatchObject([{ step: 1, level: 'warning', message: 'Jacobians could not be measured, and the run goes on without: There is no backend.' }]);
});

test('says first what the engine and the data source note, and has no validation where nothing is kept', async () => {
  const { trainer, model } = await start({ steps: 2, validateEvery: 1 }, {}, 0);
  const { records, end } = consume(trainer);
  await end;
  expect(records.slice(0, 2)).toMatchObject([
    { kind: 'log', level: 'info', message: 'Computes by hand.' },
    { kind: 'log', level: 'info', message: expect.stringContaining('v.csv: 60 rows') },
  ]);
  expect(model.evaluations).toBe(0);
});

test('a step record has the schedule’s rate, the time worked and the speed', async () => {
  const { trainer } = await start({ steps: 3, schedule: { kind: 'step', every: 1, factor: 0.5 } });
  const { records, end } = consume(trainer);
  await end;
  const steps = records.filter(record => record.kind === 'step');
  expect(steps.map(({ learningRate }) => learningRate)).toEqual([0.1, 0.05, 0.025]);
  expect(steps.map(({ time }) => time)).toEqual([0.5, 1.5, 2]); // the probe of step 1 takes half a second as well
  expect(steps[0]!.tokensPerSecond).toBe(2 * 8 / 0.5);
});

test('pauses after the current step, keeps everything, makes single steps, goes on', async () => {
  const { trainer, model } = await start({ steps: 200 });
  const uninterrupted = await start({ steps: 200 });
  const { end } = consume(trainer);
  await trainer.pause();
  expect(trainer.state).toBe('paused');
  const paused = trainer.step;
  expect(model.updates).toBe(paused);
  await trainer.stepOnce();
  await trainer.stepOnce();
  expect([trainer.state, trainer.step]).toEqual(['paused', paused + 2]);
  await trainer.resume();
  expect(trainer.state).toBe('running');
  await Promise.all([end, consume(uninterrupted.trainer).end]);
  expect([trainer.state, trainer.step]).toEqual(['done', 200]);
  expect([model.a, model.b]).toEqual([uninterrupted.model.a, uninterrupted.model.b]);
});

test('stops after the current step; a snapshot can still be taken', async () => {
  const { trainer } = await start({ steps: 1_000_000 });
  const { end, records } = consume(trainer);
  await trainer.stop();
  await end;
  expect(trainer.state).toBe('stopped');
  expect((await trainer.snapshot()).step).toBe(records.filter(({ kind }) => kind === 'step').length);
});

test('stops from a pause, and every request settles after the end', async () => {
  const { trainer } = await start({ steps: 1000 });
  const { end } = consume(trainer);
  await trainer.pause();
  await trainer.stop();
  await end;
  await Promise.all([trainer.pause(), trainer.stepOnce(), trainer.resume(), trainer.stop()]);
  expect(trainer.state).toBe('stopped');
});

test('a wish that another takes the place of settles too, and none takes that of a stop', async () => {
  const { trainer } = await start({ steps: 1_000_000 });
  const { end } = consume(trainer);
  await Promise.all([trainer.pause(), trainer.stepOnce(), trainer.resume()]);
  await trainer.pause();
  await Promise.all([trainer.resume(), trainer.pause()]);
  expect(trainer.state).toBe('paused');
  await Promise.all([trainer.stop(), trainer.pause(), trainer.stepOnce(), trainer.resume()]);
  await end;
  expect(trainer.state).toBe('stopped');
});

test('disposed before anybody iterates, it leaves no request waiting', async () => {
  const { trainer } = await start();
  const asked = Promise.all([trainer.pause(), trainer.stop()]);
  trainer.dispose();
  await asked;
  expect(trainer.state).toBe('stopped');
});

test('a consumer that leaves the loop stops the run', async () => {
  const { trainer } = await start();
  for await (const record of trainer) if (record.step === 2) break;
  expect(trainer.state).toBe('stopped');
});

test('waits for its consumer', async () => {
  const { trainer, model } = await start({ steps: 5 });
  const iterator = trainer[Symbol.asyncIterator]();
  while ((await iterator.next()).value?.kind !== 'step');
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(model.updates).toBe(1);
  await iterator.return?.(undefined);
});

test('samples when asked, also while paused', async () => {
  const { trainer } = await start({ steps: 500 }, { every: 1000 });
  const { records, end } = consume(trainer);
  await trainer.pause();
  const { step } = trainer;
  const seen = records.length;
  trainer.sampleNow();
  await trainer.resume();
  await trainer.stop();
  await end;
  expect(records.slice(seen).find(({ kind }) => kind === 'prediction')).toMatchObject({ step });
});

test('a knob turned is used from the next step, and is in the checkpoint', async () => {
  const { trainer } = await start({ steps: 4 });
  const { records, end } = consume(trainer, record => {
    if (record.kind !== 'step' || record.step !== 2) return;
    trainer.set('learningRate', 0.003);
    trainer.set('clipThreshold', 1e-4);
  });
  await end;
  const steps = records.filter((record): record is StepRecord => record.kind === 'step');
  expect(steps.map(({ learningRate }) => learningRate)).toEqual([0.1, 0.1, 0.003, 0.003]);
  expect(steps[2]!.clippedNorm).toBeCloseTo(1e-4, 12);
  const { experiment } = await trainer.snapshot();
  expect(experiment.training).toMatchObject({ optimiser: { learningRate: 0.003 }, clip: { threshold: 1e-4 } });
  expect(() => trainer.set('learningRate', -1)).toThrow('A learning rate is over 0');
});

test('a number that is not finite pauses the run, says which, and changes nothing', async () => {
  const { trainer, model } = await start({ steps: 2000, clip: { kind: 'none' }, optimiser: { kind: 'sgd', learningRate: 900 } });
  let stateAtLog: string | undefined;
  const { records, end } = consume(trainer, record => {
    if (record.kind === 'log' && record.level === 'error') stateAtLog = trainer.state;
  });
  while (trainer.state !== 'done' && stateAtLog === undefined) await trainer.stepOnce();
  expect(stateAtLog).toBe('paused');
  expect(records.at(-1)).toMatchObject({ step: trainer.step, message: expect.stringMatching(/^loss is (NaN|Infinity)\. Training halted after step \d+,/) });
  expect([model.a, model.b].every(Number.isFinite)).toBe(true);
  expect(model.updates).toBe(trainer.step);
  await trainer.stop();
  await end;
});

test('a failure ends the iteration with its error', async () => {
  const { trainer, model } = await start();
  model.predict = () => Promise.reject(new Error('out of memory'));
  const { end } = consume(trainer);
  await expect(end).rejects.toThrow('out of memory');
  expect(trainer.state).toBe('failed');
  await trainer.stop();
});

test('a snapshot asked for at any time is of a whole step', async () => {
  const { trainer, model } = await start({ steps: 60 });
  const { end } = consume(trainer);
  const seen: [number, number][] = [];
  while (trainer.state === 'running') {
    const { step } = await trainer.snapshot();
    seen.push([step, model.updates]);
  }
  await end;
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.every(([step, updates]) => updates - step <= 1)).toBe(true);
});

test('frees the model', async () => {
  const { trainer, model } = await start();
  await consume(trainer).end;
  trainer.dispose();
  expect(model.disposed).toBe(true);
});
