import { memory } from '@tensorflow/tfjs-core';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ResumeMark } from '../../../src/core/train/records.ts';
import type { ChannelListener } from '../../../src/engine/remote/channel.ts';
import { EngineServer } from '../../../src/engine/remote/engineServer.ts';
import type { Loan } from '../../../src/host/platform.ts';
import { lendEngine } from '../../../src/host/node/lendEngine.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import { createRun } from '../../../src/worker/node/createRun.ts';
import { Run } from '../../../src/worker/node/run.ts';
import { readExperiment, readStatus } from '../../../src/worker/node/runFolder.ts';
import { experimentOf } from '../../core/experiments.ts';
import { start } from '../../engine/tfjs/start.ts';
import { readLines, readMetrics, temporaryFolder, tinyExperiment } from '../../worker/lib/runFolders.ts';
import { soon } from '../../worker/lib/soon.ts';

const dist = resolve('dist');

async function webglRunFolder(): Promise<string> {
  const folder = await temporaryFolder();
  return createRun({ experimentFile: join(folder, 'tiny.unfold.json'), experiment: experimentOf({ ...tinyExperiment(1_000_000), device: 'webgl' }) });
}

/** Lends plain JavaScript as if it were the graphics card of a panel. */
async function lendTo(folder: string): Promise<Loan | undefined> {
  const { owner } = await readStatus(folder);
  const engine = await start('cpu');
  let listener: ChannelListener | undefined;
  const lent: { loan?: Loan | undefined } = {};
  const served = { engine, card: { name: 'webgl', renderer: 'a card' }, tensors: () => memory().numTensors, lost: () => undefined };
  const server = new EngineServer(Promise.resolve(served), { send: message => lent.loan?.send(message), listen: own => { listener = own; }, close: () => undefined });
  onTestFinished(() => server.end());
  lent.loan = await lendEngine(owner!.socket!, 'a card', message => listener?.message(message));
  return lent.loan;
}

test('a run on WebGL asks the engine that is lent to it, and goes on on the CPU when it is taken back', async () => {
  const folder = await webglRunFolder();
  const run = await Run.open({ folder, keepRunning: true, onTrouble: 'pause', threads: 1, dist, panel: true });
  const end = run.train();
  const loan = await lendTo(folder);
  await soon(() => expect(run.session.progress.step).toBeGreaterThan(20));
  expect((await readExperiment(folder)).resolved).toEqual({ device: 'webgl', engine: 'tfjs', threads: 1 });
  expect(run.session.progress.reason).toBeUndefined();

  loan!.end('The panel was closed.');
  await loan!.closed;
  await soon(() => expect(run.session.progress.reason).toMatch(/^The panel was closed\. The run goes on on the CPU from step \d+\.$/));
  const from = Number(/\d+/.exec(run.session.progress.reason!)![0]);
  await soon(() => expect(run.session.progress.step).toBeGreaterThan(from + 50));
  await run.session.stop();
  const { state, reason } = await end;
  expect({ state, reason }).toEqual({ state: 'stopped', reason: undefined });

  const marks = (await readLines<ResumeMark>(folder, runFiles.metrics)).filter(line => 'resume' in line);
  expect(marks).toEqual([{ resume: from }]);
  const steps = (await readMetrics(folder) as { kind: string; step: number }[]).filter(({ kind }) => kind === 'step').map(({ step }) => step);
  expect(steps).toEqual(steps.map((_, index) => index + 1));
  expect((await readLines<{ message: string }>(folder, runFiles.log)).map(({ message }) => message)).toEqual([
    'Computes with TensorFlow.js on WebGL in the panel, a card (`device` is "webgl").',
    `The panel was closed. The run goes on on the CPU from step ${from}.`,
  ]);
});

test('a session that wants none says so, and hangs up', async () => {
  const folder = await webglRunFolder();
  const run = await Run.open({ folder, keepRunning: true, onTrouble: 'pause', threads: 1, dist });
  expect(await lendTo(folder)).toBeUndefined();
  expect(await run.train()).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^There is no page in a terminal to compute on WebGL/) });
});

test('where nobody listens, that is said', async () => {
  await expect(lendEngine(join(await temporaryFolder(), 'nowhere.sock'), 'a card', () => undefined)).rejects.toThrow('The training process does not answer');
});
