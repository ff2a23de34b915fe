import { expect, test } from 'vitest';
import { turnKnob } from '../../../src/core/train/knobs.ts';
import { experimentOf } from '../experiments.ts';

const experiment = experimentOf({ data: { kind: 'task', task: 'adding' } });

test('changes one value and leaves the given experiment alone', () => {
  const before = structuredClone(experiment);
  expect(turnKnob(experiment, 'learningRate', 0.5).training).toEqual({ ...before.training, optimiser: { ...before.training.optimiser, learningRate: 0.5 } });
  expect(turnKnob(experiment, 'clipThreshold', 3).training).toEqual({ ...before.training, clip: { kind: 'norm', threshold: 3 } });
  expect(experiment).toEqual(before);
});

test('teacher forcing is one probability from then on, where the model reads its own output', () => {
  const model = { layers: [{ cell: { kind: 'gru' as const }, hiddenSize: 4 }], recurrence: 'both' as const };
  const own = experimentOf({ data: { kind: 'task', task: 'copy' }, model, training: { teacherForcing: { kind: 'never' } } });
  expect(turnKnob(own, 'teacherForcing', 0.25).training.teacherForcing).toEqual({ kind: 'constant', probability: 0.25 });
  for (const value of [-0.1, 1.1, NaN]) expect(() => turnKnob(own, 'teacherForcing', value)).toThrow(/^Teacher forcing is a probability, from 0 to 1/);
  expect(() => turnKnob(experiment, 'teacherForcing', 1)).toThrow('does not read its output');
  const decoder = (dropout: number) => experimentOf({ data: { kind: 'task', task: 'addition' }, model: { encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 4 }] }, layers: [{ cell: { kind: 'lstm' }, hiddenSize: 4, dropout }] }, training: { tau: 7 } });
  expect(turnKnob(decoder(0), 'teacherForcing', 0.25).training.teacherForcing).toEqual({ kind: 'constant', probability: 0.25 });
  expect(() => turnKnob(decoder(0.1), 'teacherForcing', 0.25)).toThrow('`dropout` is not for that');
});

test('refuses what makes no sense, in a sentence', () => {
  for (const value of [0, -1, NaN, Infinity, 1001]) expect(() => turnKnob(experiment, 'learningRate', value)).toThrow(/^A learning rate is over 0/);
  for (const value of [0, NaN, Infinity]) expect(() => turnKnob(experiment, 'clipThreshold', value)).toThrow(/^A threshold of clipping/);
  const unclipped = experimentOf({ data: { kind: 'task', task: 'adding' }, training: { clip: { kind: 'none' } } });
  expect(() => turnKnob(unclipped, 'clipThreshold', 1)).toThrow('This run does not clip its gradient');
});
