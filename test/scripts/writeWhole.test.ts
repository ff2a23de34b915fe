import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const { bring } = await import(pathToFileURL(join(process.cwd(), 'scripts/lib/write-whole.mjs')).href) as { bring(file: string, contents: string): Promise<boolean> };

test('a file becomes what it is to be: where it is missing, was cut off or is of another maker, and is left alone where it is right', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-whole-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'data/table.csv');
  expect(await bring(file, 's\n1\n2\n')).toBe(true);
  for (const wrong of ['s\n1', 's\n1\n3\n', '']) {
    await writeFile(file, wrong);
    expect([await bring(file, 's\n1\n2\n'), await readFile(file, 'utf8')]).toEqual([true, 's\n1\n2\n']);
  }
  await utimes(file, 1, 1);
  expect([await bring(file, 's\n1\n2\n'), (await stat(file)).mtimeMs]).toEqual([false, 1000]);
  expect(await readdir(join(folder, 'data'))).toEqual(['table.csv']);
});
