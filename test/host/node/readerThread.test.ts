import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ReaderThread } from '../../../src/host/node/readerThread.ts';

let folder: string;
let script: string;
let reader: ReaderThread | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unfold-reader-'));
  script = join(folder, 'reader.js');
  await build({ entryPoints: ['src/host/node/reader.ts'], outfile: script, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'] });
});
afterEach(() => reader?.dispose());
afterAll(() => rm(folder, { recursive: true }));

test('reads a run folder on a thread of its own', async () => {
  await writeFile(join(folder, 'metrics.jsonl'), `${JSON.stringify({ kind: 'validation', step: 5, time: 1, loss: 0.5 })}\n`);
  reader = new ReaderThread(script);
  const { follower } = await reader.request('follow', { folder });
  const { reset, validations } = await reader.request('changes', { follower });
  expect(reset).toBe(true);
  expect([...new Float64Array(validations.buffer)]).toEqual([5, 1, 0.5]);
});

test('what cannot be done is an error in words', async () => {
  reader = new ReaderThread(script);
  await expect(reader.request('changes', { follower: 99 })).rejects.toThrow('This run is no longer followed.');
});

test('a thread that breaks settles its requests, and the next one starts another', async () => {
  const broken = join(folder, 'broken.js');
  await writeFile(broken, 'require("node:worker_threads").parentPort.on("message", () => { throw new Error("boom"); });');
  reader = new ReaderThread(broken);
  await expect(reader.request('follow', { folder })).rejects.toThrow('boom');
  await expect(reader.request('follow', { folder })).rejects.toThrow('boom');
});

test('closing settles what waits', async () => {
  const silent = join(folder, 'silent.js');
  await writeFile(silent, 'require("node:worker_threads").parentPort.on("message", () => {});');
  reader = new ReaderThread(silent);
  const request = reader.request('follow', { folder });
  reader.dispose();
  await expect(request).rejects.toThrow('closed');
});
