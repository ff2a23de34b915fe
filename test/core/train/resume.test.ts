import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import type { Checkpoint } from '../../../src/core/checkpoint/checkpoint.ts';
import { openData } from '../../../src/core/data/open.ts';
import type { Experiment, ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import type { TrainRecord } from '../../../src/core/train/records.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import { start } from '../../engine/tfjs/start.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const text = 'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse.\n'.repeat(4);
const rows = Array.from({ length: 90 }, (_, t) => `${t},${Math.sin(t / 5) + 0.1 * Math.cos(t)}`);
const files = filesOf({ 'a.txt': text, 'a.csv': `t,v\n${rows.join('\n')}\n` });
const engine = await start('cpu');

const training = {
  steps: 11, batchSize: 3, tau: 6, validateEvery: 4, probeEvery: 5, clip: { kind: 'norm', threshold: 0.5 },
  schedule: { kind: 'cosine', warmup: 3 },
} as const;
const samples = { every: 3, length: 12, temperature: 1 };
const layers = (kind: 'lstm' | 'gru' | 'tanh'): Experiment['model'] => ({ layers: [{ cell: { kind }, hiddenSize: 5 }, { cell: { kind }, hiddenSize: 4 }] });

const experiments: Record<string, ResolvedExperiment> = {
  'a text, LSTM, Adam': experimentOf({ data: { kind: 'text', file: 'a.txt' }, model: layers('lstm'), training, samples }),
  'a series, GRU, RMSProp': experimentOf({
    data: { kind: 'series', file: 'a.csv', column: 'v' }, model: layers('gru'), training: { ...training, optimiser: { kind: 'rmsprop' } }, samples,
  }),
  'a task, tanh, momentum': experimentOf({
    data: { kind: 'task', task: 'adding', validationSequences: 5 }, model: layers('tanh'),
    training: { ...training, optimiser: { kind: 'sgd', momentum: 0.9 } }, samples,
  }),
  'a task whose outputs are read again, more and more freely': experimentOf({
    data: { kind: 'task', task: 'copy', bits: 2, validationSequences: 5 }, model: { ...layers('lstm'), recurrence: 'both' },
    training: { ...training, tau: 7, teacherForcing: { kind: 'scheduled', decay: 'linear', c: 0.1 } }, samples,
  }),
  'a decoder with attention that reads what it chose more and more often': experimentOf({
    data: { kind: 'task', task: 'addition', validationSequences: 5 },
    model: { encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 4, direction: 'both' }], attention: { kind: 'additive', size: 3 } }, layers: [{ cell: { kind: 'lstm' }, hiddenSize: 5 }] },
    training: { ...training, tau: 7, teacherForcing: { kind: 'scheduled', decay: 'inverseSigmoid', k: 3 } }, samples,
  }),
  'a task of classes at each step, of unequal lengths, from a fixed set': experimentOf({
    data: { kind: 'task', task: 'embeddedReber', trainingSequences: 20, validationSequences: 7 }, model: layers('lstm'),
    training: { ...training, tau: 14 }, samples,
  }),
};

/** Trains to the end, with a checkpoint after step `saveAt` on the way. */
async function train(experiment: ResolvedExperiment, saveAt: number, checkpoint?: Checkpoint) {
  const data = await openData(experiment, files);
  const trainer = await createTrainer({ experiment, engine, data, ...(checkpoint && { checkpoint }), now: () => 0, breathe: async () => {} });
  const records: TrainRecord[] = [];
  let saved: Checkpoint | undefined;
  for await (const record of trainer) {
    records.push(record);
    if (record.kind === 'step' && record.step === saveAt) saved = await trainer.snapshot();
  }
  const last = await trainer.snapshot();
  trainer.dispose();
  return { records, saved, last };
}

test.each(Object.entries(experiments))('a resumed run has the same bits as one that was never interrupted: %s', async (_, experiment) => {
  const whole = await train(experiment, 6);
  const resumed = await train(experiment, 0, decodeCheckpoint(encodeCheckpoint(whole.saved!)));
  const later = whole.records.filter(({ kind, step }) => kind !== 'log' && step > 6);
  expect(resumed.records.filter(({ kind }) => kind !== 'log')).toEqual(later);
  expect(new Set(later.map(({ kind }) => kind))).toContain('validation');
  expect(encodeCheckpoint(resumed.last)).toEqual(encodeCheckpoint(whole.last));
});

test('a run that goes on with batches of another size carries no state over', async () => {
  const experiment = experiments['a text, LSTM, Adam']!;
  const { saved } = await train(experiment, 6);
  const { last } = await train({ ...experiment, training: { ...experiment.training, batchSize: 2 } }, 0, saved);
  expect(last).toMatchObject({ step: 11, tensors: { 'state/layers.0.h': { shape: [2, 5] } } });
});

test('a run cannot go on with other data than it began with', async () => {
  const experiment = experiments['a text, LSTM, Adam']!;
  const { saved } = await train(experiment, 1);
  const data = await openData(experiment, filesOf({ 'a.txt': text.replaceAll('e', '3') }));
  const resume = createTrainer({ experiment, engine, data, checkpoint: saved!, now: () => 0, breathe: async () => {} });
  await expect(resume).rejects.toThrow('The data has changed since this checkpoint was saved');
});

test('a validation of classes tells how many outputs, and how many whole sequences, are right', async () => {
  const { records } = await train(experiments['a task of classes at each step, of unequal lengths, from a fixed set']!, 0);
  const validations = records.filter(record => record.kind === 'validation');
  expect(validations.map(({ step }) => step)).toEqual([4, 8, 11]);
  for (const { metrics } of validations) {
    expect(Object.keys(metrics!)).toEqual(['accuracy', 'exact']);
    expect(metrics!['accuracy']).toBeGreaterThan(0);
    expect(metrics!['exact']).toBeLessThanOrEqual(metrics!['accuracy']!);
  }
});
