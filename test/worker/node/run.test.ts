import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { RpcClient } from '../../../src/protocol/rpcClient.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import type { RunStatus } from '../../../src/protocol/run.ts';
import type { SessionRequests } from '../../../src/protocol/session.ts';
import { Run } from '../../../src/worker/node/run.ts';
import type { RunOptions } from '../../../src/worker/node/run.ts';
import { readExperiment, readStatus } from '../../../src/worker/node/runFolder.ts';
import { newRunFolder, readLines, readMetrics, temporaryFolder } from '../lib/runFolders.ts';
import { soon } from '../lib/soon.ts';

const dist = resolve('dist');
const open = (folder: string, options: Partial<RunOptions> = {}) =>
  Run.open({ folder, keepRunning: true, onTrouble: 'pause', threads: 1, dist, ...options });

async function clientOf(folder: string) {
  const { socket: path } = (await readStatus(folder)).owner as Required<NonNullable<RunStatus['owner']>>;
  const socket = connect(path).setEncoding('utf8');
  const client = new RpcClient<SessionRequests>(text => void socket.write(text));
  socket.on('data', (text: string) => client.receive(text)).on('close', () => client.close('closed'));
  await once(socket, 'connect');
  return { client, socket, path };
}

test('a run folder holds everything in the end', async () => {
  const folder = await newRunFolder(20);
  const end = await (await open(folder)).train();
  expect(end).toEqual({ state: 'done', step: 20, checkpoint: 'step-20.safetensors' });
  expect(await readStatus(folder)).toMatchObject({ state: 'done', step: 20, steps: 20 });
  expect((await readExperiment(folder)).resolved).toEqual({ device: 'cpu', engine: 'tfjs', threads: 1 });
  expect(await readMetrics(folder)).toHaveLength(24);
  expect((await readLines(folder, runFiles.log))[0]).toMatchObject({ level: 'info', message: 'Computes with TensorFlow.js in plain JavaScript, one thread (`device` is "cpu").' });
  expect(await readLines(folder, runFiles.samples)).toMatchObject([{ step: 10 }, { step: 20 }]);
  for (const name of [runFiles.probe, 'checkpoints/step-10.safetensors', 'checkpoints/step-20.safetensors']) expect(existsSync(join(folder, name))).toBe(true);
});

test('a run answers on its private socket, which is gone with it', async () => {
  const folder = await newRunFolder(1_000_000);
  const run = await open(folder);
  const end = run.train();
  const { client, path } = await clientOf(folder);
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  expect(await client.request('attach', { keepRunning: false })).toMatchObject({ state: expect.stringMatching(/queued|running/) });
  const { step } = await client.request('pause', {});
  await soon(async () => expect(await readStatus(folder)).toMatchObject({ state: 'paused', step }));
  expect(await client.request('step', {})).toEqual({ step: step + 1 });
  await expect(client.request('set', { knob: 'tau' as 'learningRate', value: 1 })).rejects.toThrow('There is no knob "tau"; there are learningRate, clipThreshold and teacherForcing.');
  await expect(client.request('set', { knob: 'learningRate', value: -1 })).rejects.toThrow(/learning/i);
  expect(await client.request('set', { knob: 'learningRate', value: 0.5 })).toEqual({});
  expect(await client.request('checkpoint', {})).toEqual({ checkpoint: `step-${step + 1}.safetensors` });
  await client.request('resume', {});
  const stopped = await client.request('stop', {});
  expect(await end).toMatchObject({ state: 'stopped', ...stopped });
  expect(existsSync(dirname(path))).toBe(false);
});

test('what does not speak the protocol is hung up on, and the run goes on', async () => {
  const folder = await newRunFolder(1_000_000);
  const run = await open(folder);
  const end = run.train();
  const { socket } = await clientOf(folder);
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'close');
  const { client } = await clientOf(folder);
  await client.request('stop', {});
  expect((await end).state).toBe('stopped');
});

test('a run at work is not started twice', async () => {
  const folder = await newRunFolder(1_000_000);
  const run = await open(folder);
  const end = run.train();
  await expect(open(folder)).rejects.toThrow(`belongs to process ${process.pid}`);
  await run.session.stop();
  expect((await end).state).toBe('stopped');
});

test('a turned knob lives on in a resumed run, whose steps may be more', async () => {
  const folder = await newRunFolder(10);
  const run = await open(folder);
  const training = run.train();
  await run.session.pause();
  await run.session.set('learningRate', 0.125);
  await run.session.resume();
  const { checkpoint } = await training;
  const resumed = await open(folder, { checkpoint: join(folder, 'checkpoints', checkpoint!), steps: 12 });
  expect(await resumed.train()).toMatchObject({ state: 'done', step: 12 });
  expect((await readMetrics(folder)).at(-1)).toMatchObject({ step: 12 });
  expect((await readExperiment(folder)).experiment.training).toMatchObject({ steps: 12, optimiser: { learningRate: 0.125 } });
});

test('a run folder deleted under the run ends it with a sentence', async () => {
  const folder = await newRunFolder(1_000_000);
  const run = await open(folder);
  const end = run.train();
  await soon(() => expect(run.session.progress.step).toBeGreaterThan(0));
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 10 }); // the run goes on writing into it
  expect(await end).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^The run folder is gone: /) });
  expect(existsSync(folder)).toBe(false);
});

test('missing data fail the run with the sentence', async () => {
  const folder = await newRunFolder(10);
  const checkpoint = join(await temporaryFolder(), 'step-1.safetensors');
  await expect(open(folder, { checkpoint })).rejects.toThrow(`There is no file ${checkpoint}.`);
  expect(await readStatus(folder)).toMatchObject({ state: 'failed', reason: `There is no file ${checkpoint}.` });
});
