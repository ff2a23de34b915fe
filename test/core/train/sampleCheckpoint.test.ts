import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { openData } from '../../../src/core/data/open.ts';
import { split } from '../../../src/core/math/random.ts';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { sampleCheckpoint } from '../../../src/core/train/sampleCheckpoint.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import { start } from '../../engine/tfjs/start.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const engine = await start('cpu');
const files = filesOf({ 'a.txt': 'abcdefgh\n'.repeat(60) });
const samples = { every: 1000, length: 16, temperature: 0, topK: 0, topP: 1, prime: 'ab' };
const text = experimentOf({
  data: { kind: 'text', file: 'a.txt', validation: 0 }, samples,
  training: { steps: 30, batchSize: 2, tau: 9, optimiser: { kind: 'adam', learningRate: 0.1 } },
  model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 12 }] },
});
const adding = experimentOf({ data: { kind: 'task', task: 'adding', validationSequences: 6 }, training: { steps: 1, tau: 8, batchSize: 4 } });

async function train(experiment: ResolvedExperiment) {
  const trainer = await createTrainer({ experiment, engine, data: await openData(experiment, files), now: () => 0, breathe: async () => {} });
  for await (const record of trainer) if (record.kind === 'log' && record.level === 'error') throw new Error(record.message);
  const checkpoint = decodeCheckpoint(encodeCheckpoint(await trainer.snapshot()));
  trainer.dispose();
  return checkpoint;
}

const sampling = { engine, random: split(1, 'sampling'), breathe: async () => {} };

test('a trained model writes what it has learnt, without the text', async () => {
  const checkpoint = await train(text);
  const sample = await sampleCheckpoint(checkpoint, { ...sampling, options: checkpoint.experiment.samples, readFile: filesOf({}) });
  expect(sample).toMatchObject({ kind: 'text', step: 30, prime: 'ab', text: 'cdefgh\nabcdefgh\n' });
});

test('a forecast or a task opens its data', async () => {
  const checkpoint = await train(adding);
  const sample = await sampleCheckpoint(checkpoint, { ...sampling, options: checkpoint.experiment.samples, readFile: filesOf({}) });
  expect(sample).toMatchObject({ kind: 'prediction', label: 'sum', step: 1 });
});

test('neither training nor sampling leaves a tensor behind', async () => {
  const before = memory().numTensors;
  const checkpoint = await train({ ...text, training: { ...text.training, steps: 3 } });
  await sampleCheckpoint(checkpoint, { ...sampling, options: checkpoint.experiment.samples, readFile: filesOf({}) });
  expect(memory().numTensors).toBe(before);
});
