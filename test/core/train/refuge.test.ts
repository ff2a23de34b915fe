import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/core/checkpoint/checkpoint.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import { openData } from '../../../src/core/data/open.ts';
import { EngineLost, type Engine, type StepReport } from '../../../src/core/train/engine.ts';
import type { StepRecord, TrainRecord } from '../../../src/core/train/records.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import type { Trainer } from '../../../src/core/train/trainer.ts';
import { experimentOf, filesOf } from '../experiments.ts';
import { LinearModel } from './linearModel.ts';

const experiment = experimentOf({
  data: { kind: 'task', task: 'adding', validationSequences: 4 },
  training: { steps: 30, batchSize: 4, tau: 5, validateEvery: 7, probeEvery: 7, optimiser: { kind: 'sgd', learningRate: 0.05 } },
  samples: { every: 7 },
});

/** Parameters with the digits that a snapshot has. */
class SingleModel extends LinearModel {
  override async run(batch: Batch): Promise<StepReport> {
    const report = await super.run(batch);
    [this.a, this.b] = [Math.fround(this.a), Math.fround(this.b)];
    return report;
  }
}

/** What may be asked of a model, as a test names it. */
type Work = 'run' | 'evaluate' | 'probe' | 'predict' | 'snapshot' | 'restore';

/** Is lost the `times`-th time that this is asked of it, and for ever. */
function losing(work: Work, times: number): LinearModel {
  let asked = 0;
  let isLost = false;
  return new Proxy(new SingleModel(), {
    get(model, name) {
      const value: unknown = Reflect.get(model, name);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        if (name === work && ++asked === times) isLost = true;
        if (isLost && name !== 'dispose' && name !== 'set') return Promise.reject(new EngineLost('The panel was closed.'));
        return value.apply(model, parameters);
      };
    },
    set: (model, name, value) => Reflect.set(model, name, value),
  });
}

const elsewhere = { device: 'webgl', engine: 'tfjs', threads: 1 } as const;
const engineOf = (model: LinearModel): Engine => ({ resolved: elsewhere, notes: [], compile: async () => model });

interface Options {
  readonly engine: Engine;
  readonly spare?: () => Promise<Engine>;
  readonly checkpoint?: Checkpoint;
  /** That a step takes. */
  readonly seconds?: number;
}

async function trainerOf({ seconds = 1, ...options }: Options): Promise<Trainer> {
  let clock = 0;
  const now = () => (clock += seconds * 500); // asked twice a step
  return createTrainer({ experiment, data: await openData(experiment, filesOf({})), now, breathe: async () => {}, ...options });
}

async function recordsOf(trainer: Trainer, hear: (record: TrainRecord) => unknown = () => {}): Promise<TrainRecord[]> {
  const records: TrainRecord[] = [];
  for await (const record of trainer) {
    records.push(record);
    await hear(record);
  }
  return records;
}

/** The steps that count, as a reader of the journal finds them: what a rewind undoes is dropped. */
function kept(records: readonly TrainRecord[]): Omit<StepRecord, 'time' | 'tokensPerSecond'>[] {
  let steps: StepRecord[] = [];
  for (const record of records) {
    if (record.kind === 'rewind') steps = steps.filter(({ step }) => step <= record.step);
    if (record.kind === 'step') steps.push(record);
  }
  return steps.map(({ time: _, tokensPerSecond: __, ...step }) => step);
}

const rewinds = (records: readonly TrainRecord[]) => records.flatMap(record => (record.kind === 'rewind' ? [record.step] : []));
const spare = async () => engineOf(new SingleModel());
const untroubled = async () => kept(await recordsOf(await trainerOf({ engine: engineOf(new SingleModel()) })));

test.each<[Work, number]>([['run', 1], ['run', 2], ['run', 25], ['evaluate', 2], ['probe', 3], ['predict', 2], ['snapshot', 1], ['snapshot', 2]])(
  'lost at %s number %s, the run is in the end the same as one that was left alone', async (work, times) => {
    const trainer = await trainerOf({ engine: engineOf(losing(work, times)), spare });
    const records = await recordsOf(trainer);
    expect(kept(records)).toEqual(await untroubled());
    expect(rewinds(records)).toHaveLength(1);
    expect(trainer.state).toBe('done');
  });

test('it goes back no more than to the last place that was kept, ten seconds at most', async () => {
  const lost = async (seconds: number) => rewinds(await recordsOf(await trainerOf({ engine: engineOf(losing('run', 25)), spare, seconds })))[0]!;
  expect(await lost(1)).toBeGreaterThanOrEqual(24 - 11);
  expect(await lost(20)).toBe(24);
  expect(await lost(0.001)).toBe(0);
});

test('nor before a checkpoint that was asked for', async () => {
  const trainer = await trainerOf({ engine: engineOf(losing('run', 25)), spare, seconds: 0.001 });
  const records = await recordsOf(trainer, record => record.kind === 'step' && record.step === 17 && trainer.snapshot());
  expect(rewinds(records)).toEqual([17]);
  expect(records.find(({ kind }) => kind === 'rewind')).toMatchObject({ reason: 'The panel was closed. The run goes on on the CPU from step 17.' });
  expect(kept(records)).toEqual(await untroubled());
});

test('nor before a pause', async () => {
  const trainer = await trainerOf({ engine: engineOf(losing('run', 11)), spare, seconds: 0.001 });
  let resumed: Promise<void> | undefined;
  const records = await recordsOf(trainer, record => {
    if (record.kind === 'step' && record.step === 10) resumed ??= trainer.pause().then(() => trainer.resume());
  });
  await resumed;
  expect(rewinds(records)).toEqual([10]);
  expect(kept(records)).toEqual(await untroubled());
});

test('a checkpoint that is asked for while the engine is lost is of the place kept', async () => {
  const trainer = await trainerOf({ engine: engineOf(losing('snapshot', 2)), spare, seconds: 0.001 });
  const steps: number[] = [];
  const records = await recordsOf(trainer, async record => {
    if (record.kind === 'step' && (record.step === 5 || record.step === 9) && steps.length < 2) steps.push((await trainer.snapshot()).step);
  });
  expect(steps).toEqual([5, 5]);
  expect(kept(records)).toEqual(await untroubled());
});

test('a resumed run whose engine is lost before its first step begins at its checkpoint', async () => {
  let checkpoint: Checkpoint | undefined;
  const first = await trainerOf({ engine: engineOf(new SingleModel()) });
  await recordsOf(first, async record => { if (record.kind === 'step' && record.step === 12) checkpoint = await first.snapshot(); });
  const trainer = await trainerOf({ engine: engineOf(losing('restore', 1)), spare, checkpoint: checkpoint! });
  expect(trainer.step).toBe(12);
  const records = await recordsOf(trainer);
  expect(rewinds(records)).toEqual([12]);
  expect(kept(records)).toEqual((await untroubled()).slice(12));
});

test('an engine that is lost before it compiled is done without', async () => {
  const engine: Engine = { resolved: elsewhere, notes: [], compile: () => Promise.reject(new EngineLost('The panel was closed.')) };
  const records = await recordsOf(await trainerOf({ engine, spare }));
  expect(records[0]).toMatchObject({ kind: 'log', level: 'warning', message: 'The panel was closed. The run computes on the CPU.' });
  expect(kept(records)).toEqual(await untroubled());
});

test('without a spare the run fails with the reason', async () => {
  await expect(recordsOf(await trainerOf({ engine: engineOf(losing('run', 3)) }))).rejects.toThrow('The panel was closed.');
});
