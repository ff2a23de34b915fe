import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LabProcess } from '../../../src/host/node/labProcess.ts';

let folder: string;
let script: string;
let lab: LabProcess | undefined;

/** Answers `table`, never ends to compute a `fit`, and falls over at a `save`. */
const source = `
process.on('message', ({ id, method }) => {
  if (method === 'table') process.send({ id, ok: true, result: { columns: [String(process.pid)], rows: new Float64Array([0.1]) } });
  if (method === 'fit') for (;;) {}
  if (method === 'save') process.exit(1);
});
process.on('disconnect', () => process.exit());`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unfold-lab-'));
  script = join(folder, 'lab.cjs');
  await writeFile(script, source);
});
afterEach(() => lab?.dispose());
afterAll(() => rm(folder, { recursive: true }));

const pidOf = async (asked: LabProcess) => Number((await asked.request('table', { file: '' })).columns[0]);
const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('numbers come as they are, not as text', async () => {
  lab = new LabProcess(script);
  expect((await lab.request('table', { file: '' })).rows).toEqual(new Float64Array([0.1]));
});

test('a process that does not answer in time is ended, what else waits for it settles, and the next request starts another', async () => {
  lab = new LabProcess(script, method => (method === 'progress' ? 0.2 : 60));
  const pid = await pidOf(lab);
  const fitting = expect(lab.request('fit', { file: '', options: {} })).rejects.toThrow('ended before it answered');
  await expect(lab.request('progress', {})).rejects.toThrow('No answer to "progress" within 0.2 s.');
  await fitting;
  expect(runs(pid)).toBe(false);
  expect(await pidOf(lab)).not.toBe(pid);
});

test('one that falls over settles what waits, too, and a lab that was closed starts none', async () => {
  lab = new LabProcess(script);
  await expect(lab.request('save', { file: '', options: {}, out: '' })).rejects.toThrow('ended before it answered');
  await pidOf(lab);
  const waiting = expect(lab.request('fit', { file: '', options: {} })).rejects.toThrow('The lab was closed.');
  lab.dispose();
  await waiting;
  await expect(lab.request('table', { file: '' })).rejects.toThrow('The lab was closed.');
});
