import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { decodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { inStepOrder } from '../../../src/protocol/checkpointNames.ts';
import { readStatus } from '../../../src/worker/node/runFolder.ts';
import { bundle } from '../lib/bundle.ts';
import { newRunFolder, readMetrics } from '../lib/runFolders.ts';
import { soon } from '../lib/soon.ts';

let script: string;
beforeAll(async () => { script = await bundle('src/worker/node.ts'); });

const steps = 120;

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
