import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { refreshTypes } from '../../../src/worker/node/own/refreshTypes.ts';
import { temporaryFolder } from '../lib/runFolders.ts';

const ours = await readFile(new URL('../../../templates/cells/unfold.d.ts', import.meta.url), 'utf8');
const [firstLine] = ours.split('\n');

it.each([
  ['those of an older Unfold', `${firstLine}\ndeclare module 'unfold' {}\n`, ours],
  ['those of this one', ours, ours],
  ['a person\'s own', 'declare module \'unfold\' { export const mine: 1; }\n', 'declare module \'unfold\' { export const mine: 1; }\n'],
  ['none', undefined, undefined],
  ['none, though it refers to them', undefined, ours, '/// <reference path="./unfold.d.ts" />\n'],
])('beside a cell: %s', async (_, before, after, cell = '') => {
  const folder = await temporaryFolder();
  const types = join(folder, 'cells/unfold.d.ts');
  await mkdir(join(folder, 'cells'));
  await writeFile(join(folder, 'cells/mine.ts'), cell);
  if (before !== undefined) await writeFile(types, before);
  expect(await refreshTypes(join(folder, 'cells/mine.ts'), new URL('../../../templates/cells', import.meta.url).pathname)).toBe(before !== after);
  expect(await readFile(types, 'utf8').catch(() => undefined)).toBe(after);
});
