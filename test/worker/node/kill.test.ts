import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { decodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { inStepOrder } from '../../../src/protocol/checkpointNames.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import { createRun } from '../../../src/worker/node/createRun.ts';
import { readExperiment, readStatus } from '../../../src/worker/node/runFolder.ts';
import { experimentOf } from '../../core/experiments.ts';
import { bundle } from '../lib/bundle.ts';
import { newRunFolder, readLines, readMetrics, temporaryFolder } from '../lib/runFolders.ts';
import { soon } from '../lib/soon.ts';

let script: string;
beforeAll(async () => { script = await bundle('src/worker/node.ts'); });

const steps = 240;

function work(folder: string, ...options: string[]): ChildProcess {
  const worker = spawn(process.execPath, [script, folder, '--keep-running', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => void worker.kill('SIGKILL'));
  return worker;
}

const checkpoints = async (folder: string) => inStepOrder(await readdir(join(folder, 'checkpoints')));
const lastState = async (folder: string) => {
  const { time: _, ...rest } = decodeCheckpoint(await readFile(join(folder, 'checkpoints', `step-${steps}.safetensors`)));
  return rest;
};

/** Steps of some ten milliseconds, which is where a process that is killed nearly always is. */
async function newLongStepsRun(): Promise<string> {
  const folder = await temporaryFolder();
  const experiment = experimentOf({
    data: { kind: 'task', task: 'adding', validationSequences: 4 }, model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 64 }] },
    training: { steps: 1_000_000, batchSize: 16, tau: 100 }, checkpoints: { every: 2, keep: 1000 },
  });
  return createRun({ experimentFile: join(folder, 'long.unfold.json'), experiment });
}

test('killed in the middle and resumed, a run is the same to the bit as one that was left alone', async () => {
  const [whole, killed] = [await newRunFolder(steps), await newRunFolder(steps)];
  expect(await once(work(whole), 'exit')).toEqual([0, null]);

  const victim = work(killed);
  await soon(async () => expect((await checkpoints(killed)).length).toBeGreaterThan(1));
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  expect((await readStatus(killed)).state).toBe('running');

  const last = (await checkpoints(killed)).at(-1)!;
  expect(await once(work(killed, '--resume', join(killed, 'checkpoints', last)), 'exit')).toEqual([0, null]);
  expect(await readStatus(killed)).toMatchObject({ state: 'done', step: steps });
  expect(await readMetrics(killed)).toEqual(await readMetrics(whole));
  expect(await lastState(killed)).toEqual(await lastState(whole));
}, 60_000);

test('killed while two threads compute, a run goes on at once in a new process, time and again', async () => {
  const folder = await newLongStepsRun();
  const lastCheckpoint = async () => join(folder, 'checkpoints', (await checkpoints(folder)).at(-1)!);
  for (let life = 0; life < 3; life++) {
    const before = (await checkpoints(folder)).length;
    const worker = life === 0 ? work(folder, '--threads', '2') : work(folder, '--resume', await lastCheckpoint());
    await soon(async () => expect((await checkpoints(folder)).length).toBeGreaterThan(before));
    expect(await readStatus(folder)).toMatchObject({ state: 'running', owner: { pid: worker.pid } });
    worker.kill('SIGKILL');
    expect(await once(worker, 'exit')).toEqual([null, 'SIGKILL']);
  }
  expect((await readExperiment(folder)).resolved).toEqual({ device: 'wasm', engine: 'planned', threads: 2 });
  expect((await readLines<object>(folder, runFiles.metrics)).filter((line) => 'resume' in line)).toHaveLength(2);
}, 90_000);

test('asked to end by a signal, a worker leaves a checkpoint', async () => {
  const folder = await newRunFolder(1_000_000);
  const worker = work(folder);
  await soon(async () => expect((await readStatus(folder)).state).toBe('running'));
  worker.kill('SIGTERM');
  expect(await once(worker, 'exit')).toEqual([0, null]);
  const { state, step } = await readStatus(folder);
  expect(state).toBe('stopped');
  expect(await checkpoints(folder)).toContain(`step-${step}.safetensors`);
});
