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

test('refuses what makes no sense, in a sentence', () => {
  for (const value of [0, -1, NaN, Infinity, 1001]) expect(() => turnKnob(experiment, 'learningRate', value)).toThrow(/^A learning rate is over 0/);
  for (const value of [0, NaN, Infinity]) expect(() => turnKnob(experiment, 'clipThreshold', value)).toThrow(/^A threshold of clipping/);
  const unclipped = experimentOf({ data: { kind: 'task', task: 'adding' }, training: { clip: { kind: 'none' } } });
  expect(() => turnKnob(unclipped, 'clipThreshold', 1)).toThrow('This run does not clip its gradient');
});
