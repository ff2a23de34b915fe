import { expect, test } from 'vitest';
import { parseStatus } from '../../../src/host/runs/run.ts';
import { sampleText } from '../../../src/host/runs/sampleText.ts';
import { duration, progressWords, summary } from '../../../src/host/views/runWords.ts';
import { status } from './fakeDisk.ts';

test('reads a status', () => {
  expect(parseStatus(JSON.stringify(status('a')))).toEqual(status('a'));
});

test.each(['', '{', 'null', '[]', '{"id":"a"}', JSON.stringify({ ...status('a'), state: 'dancing' }), JSON.stringify({ ...status('a'), step: 'ten' })])(
  'refuses %s', text => expect(() => parseStatus(text)).toThrow());

test.each([[0.4, '0 s'], [59.4, '59 s'], [60, '1 min'], [3599, '1 h'], [7500, '2 h 5 min']])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test('says how a run stands', () => {
  expect(summary(status('a', { loss: 1.23456, time: 180 }))).toBe('loss 1.235 · 3 min');
  expect(summary(status('a', { state: 'queued', time: 0 }))).toBe('waiting');
  expect(progressWords(status('a', { loss: 0.5 }))).toBe('running, step 10 of 100, loss 0.5000');
});

test('a sample as text', () => {
  expect(sampleText({ kind: 'text', step: 1, prime: 'Call me ', text: 'Ishmael', temperature: 1 })).toBe('Call me Ishmael\n');
  expect(sampleText({ kind: 'prediction', step: 1, label: 'CO2', start: 7, target: [1, 2], prediction: [1.5, 2.5] }))
    .toBe('row\tCO2, target\tprediction\n7\t1\t1.5\n8\t2\t2.5\n');
  expect(sampleText({ kind: 'answers', step: 1, label: 'order', answers: [{ input: 'EaXbYB', target: 'R', prediction: 'Q' }] }))
    .toBe('input\torder, target\tprediction\nEaXbYB\tR\tQ\n');
});
