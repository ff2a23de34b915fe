import { existsSync } from 'node:fs';
import { appendFile, readFile, readdir, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { decodeProbe } from '../../../src/core/checkpoint/probeFile.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import type { RunStatus } from '../../../src/protocol/run.ts';
import { createRun } from '../../../src/worker/node/createRun.ts';
import { fileProblem } from '../../../src/worker/node/fileProblem.ts';
import { readExperiment, readStatus, writeDocument } from '../../../src/worker/node/runFolder.ts';
import { RunWriter } from '../../../src/worker/node/runWriter.ts';
import { experimentOf } from '../../core/experiments.ts';
import { newRunFolder, readLines, temporaryFolder, tinyExperiment } from '../lib/runFolders.ts';
import { soon } from '../lib/soon.ts';
import { readEvents } from '../lib/tfevents.ts';

const noProblem = (problem: Error): void => { throw problem; };
const open = (folder: string, onProblem = noProblem) => RunWriter.open(folder, '/nowhere/session.sock', onProblem);
const stepRecord = (step: number) => ({ kind: 'step', step, time: step, loss: 1 / step, gradNorm: 1, clippedNorm: 1, learningRate: 1, tokensPerSecond: 1, gradNorms: {} }) as const;

test('a new run waits in a folder beside its experiment', async () => {
  const folder = await newRunFolder(10);
  expect(folder).toMatch(/\.unfold\/runs\/\d{4}-\d\d-\d\d-\d{6}-test-\w{4}$/);
  expect(await readStatus(folder)).toMatchObject({ name: 'test', state: 'queued', step: 0, steps: 10 });
  expect(join(folder, (await readExperiment(folder)).source)).toBe(join(folder, '../../../tiny.unfold.json'));
});

test('a folder that holds a run is not made twice', async () => {
  const folder = await newRunFolder(10);
  const again = createRun({ experimentFile: 'tiny.unfold.json', experiment: experimentOf(tinyExperiment(1)), folder });
  await expect(again).rejects.toThrow(/already holds a run/);
});

test('journals and events hold what was appended', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  writer.append(stepRecord(1));
  writer.append({ kind: 'validation', step: 1, time: 1, loss: 0.1 + 0.2 });
  writer.append({ kind: 'text', step: 1, prime: '', text: 'Call me\nIshmael 🐋', temperature: 1 });
  writer.append({ kind: 'log', step: 1, level: 'info', message: 'hello' });
  await writer.close();
  expect(await readLines(folder, runFiles.metrics)).toEqual([stepRecord(1), { kind: 'validation', step: 1, time: 1, loss: 0.3 }]);
  expect(await readLines(folder, runFiles.samples)).toMatchObject([{ text: 'Call me\nIshmael 🐋' }]);
  expect(await readLines(folder, runFiles.log)).toMatchObject([{ message: 'hello' }]);
  const events = (await readdir(folder)).find(name => name.startsWith('events.out.tfevents.'))!;
  expect(readEvents(await readFile(join(folder, events))).map(({ step }) => step)).toEqual([0, 1, 1]);
});

test('what is appended reaches the disk without being asked for', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  writer.append(stepRecord(1));
  await soon(async () => expect(await readLines(folder, runFiles.metrics)).toHaveLength(1));
  await writer.close();
});

test('a torn last line is cut off, and a resume is marked', async () => {
  const folder = await newRunFolder(10);
  await appendFile(join(folder, runFiles.metrics), `${JSON.stringify(stepRecord(1))}\n${JSON.stringify(stepRecord(2))}\n{"kind":"step","st`);
  const writer = await open(folder);
  await writer.begin(1);
  writer.append(stepRecord(2));
  await writer.close();
  expect(await readLines(folder, runFiles.metrics)).toEqual([stepRecord(1), stepRecord(2), { resume: 1 }, stepRecord(2)]);
});

test('a file that is one torn line, however long, is emptied', async () => {
  const folder = await newRunFolder(10);
  await writeFile(join(folder, runFiles.metrics), 'x'.repeat(200_000));
  await (await open(folder)).close();
  expect((await stat(join(folder, runFiles.metrics))).size).toBe(0);
});

test('a first start makes no mark', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  await writer.begin(0);
  await writer.close();
  expect(await readLines(folder, runFiles.metrics)).toEqual([]);
});

test('going back within a run is marked as a resume is', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  await writer.begin(0);
  for (const step of [1, 2]) writer.append(stepRecord(step));
  await writer.begin(1);
  writer.append(stepRecord(2));
  await writer.close();
  expect(await readLines(folder, runFiles.metrics)).toEqual([stepRecord(1), stepRecord(2), { resume: 1 }, stepRecord(2)]);
});

test('going back drops the later checkpoints', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  for (const step of [2, 10, 9]) await writer.saveCheckpoint(`step-${step}.safetensors`, Uint8Array.of(step));
  expect(await writer.checkpoints()).toEqual(['step-2.safetensors', 'step-9.safetensors', 'step-10.safetensors']);
  await writer.begin(9);
  expect(await writer.checkpoints()).toEqual(['step-2.safetensors', 'step-9.safetensors']);
  await writer.close();
});

test('of probes that come faster than the disk takes them, the newest is left', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  const probe = (step: number) => ({ kind: 'probe', step, tau: 1, inputs: [], targets: [], values: { o: { shape: [1], data: Float32Array.of(step) } } }) as const;
  for (let step = 1; step <= 1000; step++) writer.probe(probe(step));
  await writer.close();
  expect(decodeProbe(await readFile(join(folder, runFiles.probe)))).toEqual(probe(1000));
});

test('a reader never sees half a file', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  const saving = Array.from({ length: 20 }, (_, byte) => writer.saveCheckpoint('step-1.safetensors', new Uint8Array(1_000_000).fill(byte)));
  for (let look = 0; look < 20; look++) {
    const bytes = await readFile(join(folder, runFiles.checkpoints, 'step-1.safetensors')).catch(() => undefined);
    if (bytes) expect([bytes.length, bytes.every(byte => byte === bytes[0])]).toEqual([1_000_000, true]);
    await readStatus(folder);
  }
  await Promise.all(saving);
  await writer.close();
  expect(await readdir(join(folder, runFiles.checkpoints))).toEqual(['step-1.safetensors']);
});

test('the owner is named while it works, and no longer', async () => {
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  expect((await readStatus(folder)).owner).toEqual({ pid: process.pid, host: hostname(), socket: '/nowhere/session.sock' });
  writer.progress({ state: 'paused', reason: 'because', step: 3, steps: 10, time: 1 });
  await soon(async () => expect(await readStatus(folder)).toMatchObject({ state: 'paused', reason: 'because', step: 3 }));
  writer.progress({ state: 'done', step: 10, steps: 10, time: 2 });
  await writer.close();
  const status = await readStatus(folder);
  expect(status).toMatchObject({ state: 'done', step: 10 });
  expect(status).not.toHaveProperty('owner');
  expect(status).not.toHaveProperty('reason');
});

test('the heart beats while nothing happens', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const folder = await newRunFolder(10);
  const writer = await open(folder);
  const { heartbeat } = await readStatus(folder);
  vi.advanceTimersByTime(3000);
  vi.useRealTimers();
  await soon(async () => expect((await readStatus(folder)).heartbeat).toBeGreaterThan(heartbeat));
  await writer.close();
});

const owned = async (owner: RunStatus['owner'], heartbeat: number): Promise<string> => {
  const folder = await newRunFolder(10);
  await writeDocument(folder, runFiles.status, { ...await readStatus(folder), heartbeat, owner: owner! });
  return folder;
};
const deadPid = 2 ** 22 + 1; // beyond Linux's largest

test.each([
  ['a living process here', { pid: process.pid, host: hostname() }, 0],
  ['a process on another machine, heard of lately', { pid: deadPid, host: 'elsewhere' }, 0],
])('a run is refused that belongs to %s', async (_, owner, age) => {
  const folder = await owned(owner, Date.now() - age);
  await expect(open(folder)).rejects.toThrow(`belongs to process ${owner.pid} on ${owner.host}, which is still at work. Stop it first.`);
});

test.each([
  ['a process here that is dead', { pid: deadPid, host: hostname() }, 0],
  ['a number that another process has by now', { pid: process.pid, host: hostname(), socket: '/nowhere/session.sock' }, 60_000],
  ['a process on another machine, silent for long', { pid: process.pid, host: 'elsewhere' }, 60_000],
])('a run is taken over that belonged to %s', async (_, owner, age) => {
  const folder = await owned(owner, Date.now() - age);
  await (await open(folder)).close();
  expect(await readStatus(folder)).not.toHaveProperty('owner');
});

test('of many that start the same run at once, one gets it', async () => {
  const folder = await newRunFolder(10);
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => open(folder)));
  const writers = tries.flatMap(each => each.status === 'fulfilled' ? [each.value] : []);
  expect(writers).toHaveLength(1);
  await writers[0]!.close();
});

test.each([
  ['EROFS', 'the disk is read-only'],
  ['EACCES', 'it may not be written'],
  ['ENOSPC', 'the disk is full'],
])('%s is said in words', async (code, words) => {
  const folder = await newRunFolder(10);
  const problem = fileProblem(join(folder, runFiles.metrics), Object.assign(new Error(code), { code }));
  expect(problem).toMatchObject({ message: `Could not write metrics.jsonl in ${folder}: ${words}.`, final: false });
});

test('what is no run folder is refused in words', async () => {
  const folder = await temporaryFolder();
  await expect(open(folder)).rejects.toThrow(/is no run folder: it has no readable status\.json\.$/);
  await writeFile(join(folder, runFiles.status), '{"state":');
  await expect(open(folder)).rejects.toThrow(/status\.json .* is damaged: it is no JSON\.$/);
  await writeFile(join(folder, runFiles.status), 'null');
  await expect(open(folder)).rejects.toThrow(/status\.json .* is damaged: it has no `id` or no `state`\.$/);
});

test.each([
  ['[]', 'it has no `source`'],
  ['{ "source": "a.unfold.json" }', 'The experiment has no `data`'],
])('an experiment.json that is %s is refused in words', async (text, words) => {
  const folder = await newRunFolder(10);
  await writeFile(join(folder, runFiles.experiment), text);
  await expect(readExperiment(folder)).rejects.toThrow(`experiment.json in ${folder} is damaged: ${words}.`);
});

test('a file where the checkpoints must be is a problem in words', async () => {
  const folder = await newRunFolder(10);
  await rm(join(folder, runFiles.checkpoints), { recursive: true });
  await writeFile(join(folder, runFiles.checkpoints), '');
  const writer = await open(folder);
  await expect(writer.saveCheckpoint('step-1.safetensors', new Uint8Array(1))).rejects.toThrow(/^Could not write step-1\.safetensors .*: there is a file where a folder must be\.$/);
  await writer.close();
});

const openFiles = async () => Promise.all((await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => undefined)));

test('a journal that cannot be opened ends the run as failed', async () => {
  const folder = await newRunFolder(10);
  await rm(join(folder, runFiles.checkpoints), { recursive: true });
  await symlink('/nowhere/log.jsonl', join(folder, runFiles.log));
  await expect(open(folder)).rejects.toThrow(/^Could not write log\.jsonl/);
  if (existsSync('/proc/self/fd')) expect(await openFiles()).not.toContain(join(folder, runFiles.metrics));
  expect(await readStatus(folder)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^Could not write log\.jsonl/) });
});

test.skipIf(!existsSync('/dev/full'))('a full disk is a problem in words, and what waits is written once there is room', async () => {
  const folder = await newRunFolder(10);
  await symlink('/dev/full', join(folder, runFiles.metrics));
  const problems: Error[] = [];
  const writer = await open(folder, problem => problems.push(problem));
  writer.append(stepRecord(1));
  await soon(() => expect(problems.length).toBeGreaterThan(0));
  expect(problems[0]!.message).toBe(`Could not write metrics.jsonl in ${folder}: the disk is full.`);
  await expect(writer.close()).rejects.toThrow('the disk is full');
  expect(await readStatus(folder)).toMatchObject({ state: 'failed', reason: problems[0]!.message });
});

test('a deleted folder is noticed by the next heartbeat, and is not made anew', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const folder = await newRunFolder(10);
  const problems: Error[] = [];
  const writer = await open(folder, problem => problems.push(problem));
  await rm(folder, { recursive: true });
  vi.advanceTimersByTime(3000);
  vi.useRealTimers();
  await soon(() => expect(problems).toMatchObject([{ message: `The run folder is gone: ${folder} was deleted or moved.`, final: true }]));
  await expect(writer.close()).rejects.toThrow('The run folder is gone');
  expect(existsSync(folder)).toBe(false);
});
