import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { decodeCheckpoint } from '../../src/core/checkpoint/checkpointFile.ts';
import type { Engine } from '../../src/core/train/engine.ts';
import { start } from '../engine/tfjs/start.ts';
import { JournalProblem } from '../../src/worker/journal.ts';
import { prepareTrainer } from '../../src/worker/prepareTrainer.ts';
import { Session } from '../../src/worker/session.ts';
import type { SessionOptions } from '../../src/worker/session.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { ListJournal } from './lib/listJournal.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await start('cpu');
});

afterEach(() => vi.useRealTimers());

type Changes = Partial<SessionOptions> & { readonly training?: object; readonly checkpoints?: object };

/** A session on a few tiny steps of the adding problem. */
function sessionOf({ training, checkpoints, ...options }: Changes = {}): { session: Session; journal: ListJournal } {
  const experiment = experimentOf({
    data: { kind: 'task', task: 'adding', validationSequences: 4 },
    training: { steps: 6, batchSize: 4, tau: 5, validateEvery: 3, probeEvery: 100, ...training },
    checkpoints: { every: 2, keep: 2, ...checkpoints },
  });
  const journal = new ListJournal();
  const createTrainer = () => prepareTrainer({ experiment, choose: async () => ({ engine }), readFile: filesOf({}) });
  return { session: new Session({ experiment, createTrainer, journal, from: 0, keepRunning: true, onTrouble: 'pause', ...options }), journal };
}

const stepsOf = (journal: ListJournal) => journal.records.flatMap(record => record.kind === 'step' ? [record.step] : []);
const endless = { training: { steps: 1_000_000 }, checkpoints: { every: 1_000_000 } };

test('a run is written down from its first step to its last checkpoint', async () => {
  const { session, journal } = sessionOf();
  expect(await session.run()).toEqual({ state: 'done', step: 6, checkpoint: 'step-6.safetensors' });
  expect(journal.begun).toBe(0);
  expect(stepsOf(journal)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(journal.records.filter(({ kind }) => kind === 'validation').map(({ step }) => step)).toEqual([3, 6]);
  expect(journal.progresses[0]).toMatchObject({ state: 'running', step: 0, steps: 6 });
  expect(journal.last).toMatchObject({ state: 'done', step: 6, loss: expect.any(Number), validationLoss: expect.any(Number) });
});

test('the newest checkpoints are kept, and hold what their step left', async () => {
  const { session, journal } = sessionOf();
  await session.run();
  expect([...journal.saved.keys()]).toEqual(['step-4.safetensors', 'step-6.safetensors']);
  expect(decodeCheckpoint(journal.saved.get('step-4.safetensors')!)).toMatchObject({ step: 4, tensors: { 'optimiser/steps': { data: Float32Array.of(4) } } });
});

test('pause, one step, resume and stop', async () => {
  const { session, journal } = sessionOf(endless);
  const end = session.run();
  await journal.until(() => stepsOf(journal).length > 0);
  await session.pause();
  const { step } = session.progress;
  expect(session.progress.state).toBe('paused');
  await session.step();
  expect(session.progress).toMatchObject({ state: 'paused', step: step + 1 });
  await session.resume();
  expect(session.progress.state).toBe('running');
  const { checkpoint } = await session.stop();
  expect(await end).toEqual({ state: 'stopped', step: session.progress.step, checkpoint });
  expect(journal.saved.has(checkpoint)).toBe(true);
});

test('a planned checkpoint is saved when the run pauses', async () => {
  const { session, journal } = sessionOf({ ...endless, checkpoints: { every: 1 } });
  void session.run();
  await journal.until(() => stepsOf(journal).length > 0);
  await session.pause();
  expect([...journal.saved.keys()].at(-1)).toBe(`step-${session.progress.step}.safetensors`);
  await session.stop();
});

test('a sample and a checkpoint are taken while paused', async () => {
  const { session, journal } = sessionOf(endless);
  void session.run();
  await session.pause();
  const before = journal.records.length;
  await session.sample();
  await journal.until(() => journal.records.length > before);
  expect(journal.records.at(-1)).toMatchObject({ kind: 'prediction', step: session.progress.step });
  expect(await session.checkpoint()).toBe(`step-${session.progress.step}.safetensors`);
  await session.stop();
});

test('a knob holds from the next step on, and is logged', async () => {
  const { session, journal } = sessionOf(endless);
  void session.run();
  await session.pause();
  await session.set('learningRate', 0.125);
  expect(journal.records.at(-1)).toMatchObject({ kind: 'log', message: 'learningRate set to 0.125.' });
  await session.step();
  expect(journal.records.findLast(({ kind }) => kind === 'step')).toMatchObject({ learningRate: 0.125 });
  await session.stop();
});

const exploding = { ...endless, training: { steps: 1_000_000, optimiser: { kind: 'sgd', learningRate: 1000 }, clip: { kind: 'none' } } };

test('a number that is not finite pauses the run, names the tensor, and keeps the checkpoints', async () => {
  const { session, journal } = sessionOf({ ...exploding, checkpoints: { every: 1, keep: 1 } });
  void session.run();
  await journal.until(() => journal.last?.state === 'paused' && journal.last.reason !== undefined);
  expect(journal.last!.reason).toMatch(/ is (NaN|-?Infinity)\. /);
  await session.pause();
  const { tensors } = decodeCheckpoint(journal.saved.get(`step-${session.progress.step}.safetensors`)!);
  expect(Object.values(tensors).every(({ data }) => data.every(Number.isFinite))).toBe(true);
  await session.stop();
});

test('where nobody is waited for, it ends the run with a checkpoint', async () => {
  const { session, journal } = sessionOf({ ...exploding, onTrouble: 'fail' });
  const end = await session.run();
  expect(end).toMatchObject({ state: 'failed', reason: expect.stringMatching(/ is (NaN|-?Infinity)\. /), checkpoint: `step-${end.step}.safetensors` });
  expect(journal.last).toMatchObject({ state: 'failed', reason: end.reason });
});

test('a full disk pauses the run until it is resumed, and nothing is lost', async () => {
  const { session, journal } = sessionOf();
  journal.problem = new JournalProblem('The disk is full.', false);
  const end = session.run();
  await journal.until(() => journal.last?.state === 'paused');
  expect(journal.last).toMatchObject({ reason: 'The disk is full.' });
  journal.problem = undefined;
  await session.resume();
  expect(await end).toEqual({ state: 'done', step: 6, checkpoint: 'step-6.safetensors' });
  expect(stepsOf(journal)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a run whose folder is gone fails', async () => {
  const { session, journal } = sessionOf(endless);
  const end = session.run();
  session.trouble(new JournalProblem('The run folder is gone.', true));
  await session.pause();
  expect(await end).toMatchObject({ state: 'failed', reason: 'The run folder is gone.' });
  expect(journal.last).toMatchObject({ state: 'failed' });
});

test('a run that cannot begin fails with the sentence', async () => {
  const { session, journal } = sessionOf({ createTrainer: () => Promise.reject(new Error('There is no file text.txt.')) });
  const asked = session.stop();
  await expect(asked).rejects.toThrow('The run has not begun.');
  expect(await session.run()).toEqual({ state: 'failed', step: 0, reason: 'There is no file text.txt.' });
  expect(journal.last).toMatchObject({ state: 'failed', reason: 'There is no file text.txt.' });
  await expect(session.pause()).rejects.toThrow('The run has ended.');
});

test('a run whose journal cannot begin fails, and leaves no request waiting', async () => {
  const { session, journal } = sessionOf();
  journal.begin = () => Promise.reject(new JournalProblem('The run folder is gone.', true));
  const end = session.run();
  await session.pause();
  expect(await end).toEqual({ state: 'failed', step: 0, reason: 'The run folder is gone.' });
  expect(journal.last).toMatchObject({ state: 'failed', reason: 'The run folder is gone.' });
});

test('running out of memory is said in words', async () => {
  const { session } = sessionOf({ createTrainer: () => Promise.reject(new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded')) });
  expect((await session.run()).reason).toMatch(/^Out of memory .*Make hiddenSize, batchSize or tau smaller\.$/);
});

test('abandoned, it leaves a checkpoint and says why it stopped', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const { session } = sessionOf({ ...endless, keepRunning: false });
  const end = session.run();
  await session.pause();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await end).toMatchObject({ state: 'stopped', reason: 'Nobody was attached for 60 s.', checkpoint: expect.stringMatching(/^step-/) });
});
