import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/core/checkpoint/checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { FormatError } from '../../../src/core/checkpoint/formatError.ts';
import { encodeSafetensors, readSafetensors } from '../../../src/core/checkpoint/safetensors.ts';
import { experimentOf } from '../experiments.ts';

const checkpoint: Checkpoint = {
  step: 1200, time: 61.25, loss: 1.5004281997680664, validationLoss: 1.6,
  experiment: experimentOf({ data: { kind: 'text', file: 'a.txt' }, training: { optimiser: { kind: 'rmsprop' }, clip: { kind: 'none' } } }),
  tensors: {
    'layers.0.U': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, -0) },
    'optimiser/meanSquare/layers.0.U': { shape: [2, 3], data: new Float32Array(6) },
  },
  generators: { sampling: '1 -2 3 4' },
  cursor: '17',
  vocabulary: { alphabet: '\n "aß😀' },
};

test('gives back all it was given', () => {
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
});

test('before the first step there is no loss, and before a validation no validation loss', () => {
  const { validationLoss: _, ...fresh } = { ...checkpoint, step: 0, loss: NaN };
  expect(decodeCheckpoint(encodeCheckpoint(fresh))).toEqual(fresh);
});

test('the experiment in an older one is read as that of an older file', () => {
  const trees = { ...checkpoint, experiment: experimentOf({ data: { kind: 'trees', file: 'a.txt', vocabulary: 20 }, model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 3 }] } }) };
  const older = JSON.stringify({ ...trees.experiment, version: 1 }).replace('"vocabulary":20', '"words":20');
  const { metadata } = readSafetensors(encodeCheckpoint(trees));
  expect(decodeCheckpoint(encodeSafetensors([], { ...metadata, 'unfold.experiment': older })).experiment).toEqual(trees.experiment);
});

/** The file with its metadata changed; `undefined` takes an entry away. */
function damaged(change: Record<string, string | undefined>): Uint8Array {
  const { metadata } = readSafetensors(encodeCheckpoint(checkpoint));
  const entries = Object.entries({ ...metadata, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return encodeSafetensors([], Object.fromEntries(entries));
}

const problems: [string, Record<string, string | undefined>, string][] = [
  ['another program’s file', { 'unfold.version': undefined }, 'This file is not a checkpoint of Unfold'],
  ['a later version', { 'unfold.version': '2' }, 'This checkpoint is of version 2; this Unfold reads version 1.'],
  ['a missing cursor', { 'unfold.cursor': undefined }, 'its metadata has no “unfold.cursor”'],
  ['a step that is no number', { 'unfold.step': 'many' }, 'its “unfold.step” is “many”, not a number'],
  ['generators that are not JSON', { 'unfold.generators': '{' }, 'its “unfold.generators” is not a JSON object'],
  ['a vocabulary that is a number', { 'unfold.vocabulary': '7' }, 'its “unfold.vocabulary” is not a JSON object'],
  ['an experiment with 10⁹ units', { 'unfold.experiment': JSON.stringify(checkpoint.experiment).replace('"hiddenSize":4', '"hiddenSize":1000000000') }, 'the experiment in it is not valid'],
];

test.each(problems)('%s gets a sentence', (_, change, message) => {
  expect(() => decodeCheckpoint(damaged(change))).toThrow(FormatError);
  expect(() => decodeCheckpoint(damaged(change))).toThrow(message);
});

test('a truncated file gets a sentence', () => {
  expect(() => decodeCheckpoint(encodeCheckpoint(checkpoint).subarray(0, -4))).toThrow(FormatError);
});
