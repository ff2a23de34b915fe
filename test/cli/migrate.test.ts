import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../src/cli/migrate.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

test.each([
  ['{ "version": 3, "data": 7 }', ':1:14: This experiment is of version 3 of the file format, and this Unfold reads none above 2: update Unfold.'],
  ['{ "version": "two", "data": 7 }', ':1:14: `version` is "two", and there is no such version of the file format: write 2, or leave it out.'],
  ['{ "data": { "kind": "trees", "words": 20, "vocabulary": 30 } }', ':1:43: `vocabulary` is given twice.'],
])('%s is not migrated, and stays as it is', async (text, why) => {
  const file = join(await temporaryFolder(), 'a.unfold.json');
  await writeFile(file, text);
  await expect(migrate([file])).rejects.toThrow(`${file}${why}`);
  expect(await readFile(file, 'utf8')).toBe(text);
});
