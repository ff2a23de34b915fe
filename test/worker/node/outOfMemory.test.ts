import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { isAlive } from '../../../src/host/node/isAlive.ts';
import { launchWorker } from '../../../src/host/node/launchWorker.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import { createRun } from '../../../src/worker/node/createRun.ts';
import { readStatus } from '../../../src/worker/node/runFolder.ts';
import { experimentOf } from '../../core/experiments.ts';
import { storeOf, uriOf } from '../../host/runs/realDisk.ts';
import { bundle } from '../lib/bundle.ts';
import { readLines, temporaryFolder } from '../lib/runFolders.ts';

// Memory is really used up here: V8's heap by a table that does not fit into it, WebAssembly's by a batch that does not. Both heaps
// are made small, so that a machine of any size gets there within seconds.

let script: string;
beforeAll(async () => { script = await bundle('src/worker/node.ts'); });

/** A run on a table of fifty million characters, whose quotes make that its text is kept. */
async function runOnLongTable(): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'long.csv'), `when,height\n${'"2001-01-01",12.5\n'.repeat(3_000_000)}`);
  const experiment = experimentOf({ data: { kind: 'series', file: 'long.csv', column: 'height' }, device: 'cpu' });
  return createRun({ experimentFile: join(folder, 'long.unfold.json'), experiment });
}

const smallHeap = '--max-old-space-size=40';

test('a full heap ends the process; the editor that started it writes down why, and who looks later finds it so', async () => {
  const folder = await runOnLongTable();
  vi.stubEnv('NODE_OPTIONS', smallHeap);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { pid, ended } = launchWorker(script, folder, { threads: undefined, keepRunning: true, checkpoint: undefined }, process.env);
  const reason = await ended;
  expect(reason).toBe('It ran out of memory.');
  expect(await readFile(join(folder, runFiles.output), 'utf8')).toContain('JavaScript heap out of memory');
  expect(await readStatus(folder)).toMatchObject({ state: 'queued', owner: { pid } }); // it had no time to say anything
  await storeOf(isAlive).fail(uriOf(folder), reason!, pid);
  const failed = { state: 'failed', reason: 'It ran out of memory. Resume starts from the beginning.' };
  expect(await readStatus(folder)).toMatchObject(failed);
  expect((await storeOf(isAlive).look(uriOf(folder)))?.status).toMatchObject(failed);
}, 60_000);

test('a full heap in a process that nobody watches is found by who looks next, and written down', async () => {
  const folder = await runOnLongTable();
  const worker = spawn(process.execPath, [smallHeap, script, folder, '--keep-running'], { stdio: 'ignore' });
  onTestFinished(() => void worker.kill('SIGKILL'));
  expect(await once(worker, 'exit')).not.toEqual([0, null]);
  const found = await storeOf(isAlive).look(uriOf(folder));
  expect(found?.status).toMatchObject({ state: 'failed', reason: 'Its process ended without a word (killed, or out of memory). Resume starts from the beginning.' });
  expect(await readStatus(folder)).toEqual(found?.status);
}, 60_000);

test.each([
  ['tfjs', /^Out of memory \(.+\)\. Make hiddenSize, batchSize or tau smaller\.$/],
  ['planned', /^This model and batch need 0\.\d GB of memory, more than there is: lower `hiddenSize`, `batchSize` or `tau`\.$/],
] as const)('a full WebAssembly heap fails the run in words, by the run itself: %s', async (engine, reason) => {
  const experimentFile = join(await temporaryFolder(), 'wide.unfold.json');
  const folder = await createRun({ experimentFile, experiment: experimentOf({
    data: { kind: 'task', task: 'adding', validationSequences: 2 }, device: 'wasm', engine,
    model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 8 }] },
    training: { steps: 3, batchSize: 3000, tau: 500 }, // about 400 MB
  }) });
  const worker = spawn(process.execPath, ['--wasm-max-mem-pages=4096', script, folder, '--keep-running'], { stdio: 'ignore' }); // 256 MB
  onTestFinished(() => void worker.kill('SIGKILL'));
  expect(await once(worker, 'exit')).toEqual([1, null]);
  const status = await readStatus(folder);
  expect(status).toMatchObject({ state: 'failed', step: 0, reason: expect.stringMatching(reason) });
  expect(status).not.toHaveProperty('owner');
  expect((await readLines(folder, runFiles.log)).at(-1)).toMatchObject({ level: 'error', message: status.reason });
  expect((await storeOf(isAlive).look(uriOf(folder)))?.status).toEqual(status);
  expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([]);
}, 60_000);
