import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { openData } from '../../../src/core/data/open.ts';
import { split } from '../../../src/core/math/random.ts';
import { checkpointLikelihood } from '../../../src/core/train/checkpointLikelihood.ts';
import { sampleCheckpoint } from '../../../src/core/train/sampleCheckpoint.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import { start } from '../../engine/tfjs/start.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const engine = await start('cpu');
const files = filesOf({ 'a.tsv': 'one\tab\ntwo\tba\n'.repeat(20) });
const both = experimentOf({
  data: { kind: 'labelled', file: 'a.tsv' }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }], context: { as: 'both' }, ending: 'halt' },
  training: { steps: 60, tau: 4, batchSize: 8, optimiser: { kind: 'adam', learningRate: 0.05 }, validateEvery: 30 },
});

async function trained(ending: 'halt' | 'length' = 'halt') {
  const experiment = { ...both, model: { ...both.model, ending } };
  const trainer = await createTrainer({ experiment, engine, data: await openData(experiment, files), now: () => 0, breathe: async () => {} });
  let labels: number | undefined;
  for await (const record of trainer) if (record.kind === 'validation') labels = record.metrics?.['label'];
  const checkpoint = decodeCheckpoint(encodeCheckpoint(await trainer.snapshot()));
  trainer.dispose();
  return { checkpoint, labels };
}

test.each(['halt', 'length'] as const)('a model on a context, ending by %s, learns which label writes what, and a checkpoint tells it without the data', async (ending) => {
  const { checkpoint, labels } = await trained(ending);
  expect(labels).toBe(1);
  const [one, two] = await checkpointLikelihood(checkpoint, engine, 'ab');
  expect([one!.label, two!.label]).toEqual(['one', 'two']);
  expect(one!.logLikelihood).toBeGreaterThan(Math.log(0.9));
  expect(two!.logLikelihood).toBeLessThan(Math.log(0.1));
  const options = { ...checkpoint.experiment.samples, temperature: 0 };
  const sample = await sampleCheckpoint(checkpoint, { engine, readFile: filesOf({}), options, random: split(1, 'sampling'), breathe: async () => {} });
  expect(sample).toMatchObject({ text: 'one\tab\n'.repeat(4) + Array(4).fill('two\tba').join('\n') });
});

test('a character it does not know is named', async () => {
  const { checkpoint } = await trained();
  await expect(checkpointLikelihood(checkpoint, engine, 'abc')).rejects.toThrow('The model does not know "c": it knows a and b.');
});

test('a model of other data is refused by what it is of, and its file is not asked for', async () => {
  const { checkpoint } = await trained();
  const experiment = experimentOf({ data: { kind: 'series', file: 'a.csv', column: 'y' }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }] } });
  await expect(checkpointLikelihood({ ...checkpoint, experiment }, engine, 'ab')).rejects.toThrow('The model is of data of kind "series"; the likelihood of a sequence is there for labelled sequences and for a text.');
});

test('a length that it does not predict is told', async () => {
  const { checkpoint } = await trained('length');
  await expect(checkpointLikelihood(checkpoint, engine, 'abab')).rejects.toThrow('The model predicts lengths of 3 at most, and this sequence has 4.');
  const [one] = await checkpointLikelihood(checkpoint, engine, 'aba');
  expect(one!.logLikelihood).toBeLessThan(Math.log(0.1));
});

test.each(['characters', 'bytes', 'words'] as const)('of a text by %s: how likely it is that one goes on so', async unit => {
  const engine = await start('wasm');
  const text = experimentOf({
    data: { kind: 'text', file: 'a.txt', unit, validation: 0 }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }] },
    training: { steps: 200, tau: 12, batchSize: 2, optimiser: { kind: 'adam', learningRate: 0.05 } }, samples: { length: 6, temperature: 0 },
  });
  const trainer = await createTrainer({ experiment: text, engine, data: await openData(text, filesOf({ 'a.txt': 'é, b\n'.repeat(40) })), now: () => 0, breathe: async () => {} });
  for await (const _ of trainer);
  const checkpoint = decodeCheckpoint(encodeCheckpoint(await trainer.snapshot()));
  trainer.dispose();
  const [likely] = await checkpointLikelihood(checkpoint, engine, 'é, b\n');
  expect(Math.exp(likely!.logLikelihood)).toBeGreaterThan(0.8);
  const [unlikely] = await checkpointLikelihood(checkpoint, engine, 'b, b\n');
  expect(Math.exp(unlikely!.logLikelihood)).toBeLessThan(0.1);
  await expect(checkpointLikelihood(checkpoint, engine, '')).rejects.toThrow(`There is no ${unit.slice(0, -1)} in the text to measure.`);
  const sample = await sampleCheckpoint(checkpoint, { engine, readFile: filesOf({}), options: text.samples, random: split(1, 'sampling'), breathe: async () => {} });
  expect(sample).toMatchObject({ text: { characters: 'é, b\né', bytes: 'é, b\n', words: 'é, b\né,' }[unit] });
});
