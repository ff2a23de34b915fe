import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labFiles } from '../../../src/worker/node/labFiles.ts';

test('a file that could not be read is read again, though it looks as it did', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-lab-files-'));
  try {
    const file = join(folder, 'series.csv');
    const { readTable } = labFiles(async () => {});
    await writeFile(file, 'v,w\n1,2\n3;4\n');
    const { atime, mtime } = await stat(file);
    await expect(readTable(file, ['v'])).rejects.toThrow(/series\.csv/);
    await writeFile(file, 'v,w\n1,2\n3,4\n');
    await utimes(file, atime, mtime);
    const table = await readTable(file, ['v']);
    expect([...table.column(0)]).toEqual([1, 3]);
    expect(await readTable(file, ['v'])).toBe(table);
  } finally {
    await rm(folder, { recursive: true });
  }
});
