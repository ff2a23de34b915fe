import { getEventListeners } from 'node:events';
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labFiles } from '../../../src/worker/node/labFiles.ts';

/** What is done with three columns in a file. */
async function withFile(work: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-lab-files-'));
  try {
    const file = join(folder, 'series.csv');
    await writeFile(file, 'u,v,w\n1,2,3\n4,5,6\n');
    await work(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a file that could not be read is read again, though it looks as it did', () => withFile(async (file) => {
  const { readTable } = labFiles(async () => {});
  await writeFile(file, 'v,w\n1,2\n3;4\n');
  const { atime, mtime } = await stat(file);
  await expect(readTable([file], ['v'])).rejects.toThrow(/series\.csv/);
  await writeFile(file, 'v,w\n1,2\n3,4\n');
  await utimes(file, atime, mtime);
  const table = await readTable([file], ['v']);
  expect([...table.column(0)]).toEqual([1, 3]);
  expect(await readTable([file], ['v'])).toBe(table);
}));

test('a file is read once, whatever columns are asked for', () => withFile(async (file) => {
  await writeFile(`${file}.json`, '[{ "u": 1, "v": 2 }, { "u": 4, "v": 5 }]');
  for (const path of [file, `${file}.json`]) {
    const { readTable } = labFiles(async () => {});
    const opened = await readTable([path], []);
    for (const [index, name] of ['u', 'v'].entries()) {
      expect(await readTable([path], [name])).toBe(opened);
      expect([...opened.column(index)]).toEqual([1 + index, 4 + index]);
    }
  }
}));

test('several files are one table, each a series', () => withFile(async (file) => {
  const other = join(file, '../other.csv');
  await writeFile(other, 'w,v,u\n9,8,7\n');
  const { readTable, lookAt } = labFiles(async () => {});
  const table = await readTable([file, other], ['v']);
  expect([[...table.column(1)], table.files, (await lookAt([file, other])).paths]).toEqual([[2, 5, 8], [2], [file, other]]);
  await expect(readTable([file, `${file}.gone`], ['v'])).rejects.toThrow(/series\.csv\.gone/);
}));

test('what is read is not kept by the signal of who waited for it', () => withFile(async (file) => {
  const { readTable } = labFiles(async () => {});
  const { signal } = new AbortController();
  for (const column of ['u', 'v', 'w', 'u']) await Promise.all([1, 2].map(() => readTable([file], [column], { signal })));
  await expect(readTable([`${file}.gone`], ['u'], { signal })).rejects.toThrow(/series/);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
}));

test('who waited for a column while the file was read, and waits for another by now, is told so; the file is read on', () => withFile(async (file) => {
  let [began, goOn] = [() => {}, () => {}];
  const isUnderWay = new Promise<void>((resolve) => { began = resolve; });
  const gate = new Promise<void>((resolve) => { goOn = resolve; });
  const { readTable } = labFiles(() => { began(); return gate; });
  const [{ signal }, overtaken] = [new AbortController(), new AbortController()];
  const first = readTable([file], ['u'], { signal, overtaken: overtaken.signal });
  await isUnderWay;
  overtaken.abort(new Error('A later fit was asked for.'));
  const second = readTable([file], ['w'], { signal });
  goOn();
  await expect(first).rejects.toThrow('A later fit was asked for.');
  expect([...(await second).column(2)]).toEqual([3, 6]);
}));
