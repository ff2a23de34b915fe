import { expect, test } from 'vitest';
import { duration, progressLine } from '../../src/cli/progressLine.ts';

const first = { state: 'running', step: 100, steps: 400, time: 10 } as const;
const record = { kind: 'step', step: 200, time: 60, loss: 2, gradNorm: 1, clippedNorm: 1, learningRate: 1, tokensPerSecond: 52_345.6, gradNorms: {} } as const;

test('a running run shows how far it is and how long it will take at this pace', () => {
  const progress = { ...first, step: 200, time: 60, loss: 2.25, validationLoss: 2.5 };
  expect(progressLine(progress, record, { step: 100, seconds: 50 })).toBe('step 200/400  ██████████░░░░░░░░░░ 50 %  loss 2.2500  validation 2.5000  52,346 tokens/s  1:40 left');
});

test('before the first step there is nothing to tell of', () => {
  expect(progressLine(first, undefined, { step: 100, seconds: 0 })).toBe('step 100/400  █████░░░░░░░░░░░░░░░ 25 %');
});

test('a paused run says so', () => {
  expect(progressLine({ ...first, state: 'paused', step: 300, time: 80 }, undefined, { step: 100, seconds: 70 })).toBe('step 300/400  ███████████████░░░░░ 75 %  paused');
});

test.each([[0, '0:00'], [59.6, '1:00'], [125, '2:05'], [3727, '1:02:07']])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
