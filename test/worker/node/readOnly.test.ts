import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { RpcClient } from '../../../src/protocol/rpcClient.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import type { SessionRequests } from '../../../src/protocol/session.ts';
import { readStatus } from '../../../src/worker/node/runFolder.ts';
import { bundle } from '../lib/bundle.ts';
import { newRunFolder, readLines, readMetrics } from '../lib/runFolders.ts';
import { soon } from '../lib/soon.ts';
import { giveToOrdinaryUser, makeReadOnly, makeWritable, ordinaryUser } from '../lib/user.ts';

let script: string;
beforeAll(async () => { script = await bundle('src/worker/node.ts'); });

/** A run at work in a process of its own, as somebody whom permissions stop. */
async function startRun() {
  const folder = await newRunFolder(1_000_000);
  await giveToOrdinaryUser(join(folder, '../../..'));
  const worker = spawn(process.execPath, [script, folder, '--keep-running'], { ...ordinaryUser, stdio: 'ignore' });
  onTestFinished(() => void worker.kill('SIGKILL'));
  await soon(async () => expect((await readStatus(folder)).state).toBe('running'));
  const socket = connect((await readStatus(folder)).owner!.socket!).setEncoding('utf8');
  const client = new RpcClient<SessionRequests>(text => void socket.write(text));
  socket.on('data', (text: string) => client.receive(text)).on('close', () => client.close('closed'));
  return { folder, client, exit: once(worker, 'exit'), now: () => client.request('attach', { keepRunning: true }) };
}

const words = /^Could not write \S+ in \S+: it may not be written\.$/;

test.skipIf(process.platform === 'win32')('a folder that turns read-only pauses its run in words; made writable again, the run goes on and has lost nothing', async () => {
  const { folder, client, exit, now } = await startRun();
  const checkpoints = join(folder, runFiles.checkpoints);
  await soon(async () => expect((await now()).step).toBeGreaterThan(10));
  await makeReadOnly(folder, checkpoints);
  await soon(async () => expect(await now()).toMatchObject({ state: 'paused' }));
  const paused = await now();
  const said = async () => (await readLines<{ level: string; message: string }>(folder, runFiles.log)).filter(({ level }) => level === 'error');
  await soon(async () => expect(await said()).not.toEqual([]));
  for (const { message } of await said()) expect(message).toMatch(words);
  expect((await said())[0]!.message).toContain(` in ${folder}`);
  await expect(client.request('checkpoint', {})).rejects.toThrow(`Could not write step-${paused.step}.safetensors in ${checkpoints}: it may not be written.`);

  await makeWritable(folder, checkpoints);
  await soon(async () => {
    if ((await now()).state === 'paused') await client.request('resume', {}); // a write begun before may fail only now, and pause it once more
    expect((await now()).step).toBeGreaterThan(paused.step + 10);
  });
  const { step, checkpoint } = await client.request('stop', {});
  expect(await exit).toEqual([0, null]);
  expect(await readStatus(folder)).toMatchObject({ state: 'stopped', step });
  expect(await readdir(checkpoints)).toContain(checkpoint);
  const steps = (await readMetrics(folder)).filter(record => 'gradNorm' in record).map(record => (record as unknown as { step: number }).step);
  expect(steps).toEqual(Array.from({ length: step }, (_, i) => i + 1));
}, 60_000);
