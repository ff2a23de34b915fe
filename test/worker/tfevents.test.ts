import { expect, test } from 'vitest';
import { fileVersion, resumed, scalarsEvent } from '../../src/worker/tfevents.ts';
import { readEvents } from './lib/tfevents.ts';

const step = {
  kind: 'step', step: 300, time: 1.5, loss: 2.25, gradNorm: 3, clippedNorm: 1, learningRate: 0.5, tokensPerSecond: 70_000, gradNorms: { 'layers.0.U': 2, V: 0.125 },
} as const;

test('an independent reader finds what was written', () => {
  const file = Buffer.concat([
    fileVersion(1_700_000_000.25), scalarsEvent(1_700_000_001, step),
    scalarsEvent(1_700_000_002, { kind: 'validation', step: 300, time: 2, loss: 2.5, metrics: { accuracy: 0.75, exact: 0.5 } }), resumed(1_700_000_003, 299),
  ]);
  const [version, training, validation, restart] = readEvents(file);
  expect(version).toMatchObject({ wallTime: 1_700_000_000.25, fileVersion: 'brain.Event:2' });
  expect(training).toMatchObject({ wallTime: 1_700_000_001, step: 300 });
  expect(training!.scalars).toEqual({
    'loss/training': 2.25, 'gradNorm/before': 3, 'gradNorm/clipped': 1, learningRate: 0.5, tokensPerSecond: 70_000, 'gradNorms/layers.0.U': 2, 'gradNorms/V': 0.125,
  });
  expect(validation!.scalars).toEqual({ 'loss/validation': 2.5, 'validation/accuracy': 0.75, 'validation/exact': 0.5 });
  expect(restart).toMatchObject({ step: 300, restarted: true, scalars: {} });
});

test('how a model was forced and how it runs freely are there where they were measured', () => {
  const file = Buffer.concat([scalarsEvent(1, { ...step, teacherForcing: 0.25 }), scalarsEvent(2, { kind: 'validation', step: 300, time: 2, loss: 2, freeRunning: 4 })]);
  const [training, validation] = readEvents(file);
  expect(training!.scalars).toMatchObject({ teacherForcing: 0.25 });
  expect(validation!.scalars).toEqual({ 'loss/validation': 2, 'loss/freeRunning': 4 });
});

test('a flipped bit is noticed', () => {
  const file = Buffer.from(scalarsEvent(1, step));
  file[20]! ^= 1;
  expect(() => readEvents(file)).toThrow('A CRC is wrong.');
});

test('steps beyond 32 bits are whole', () => {
  expect(readEvents(Buffer.from(scalarsEvent(0, { kind: 'validation', step: 2 ** 40 + 3, time: 0, loss: 0 })))[0]!.step).toBe(2 ** 40 + 3);
});
