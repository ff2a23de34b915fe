import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { OwnCellError } from '../../../src/core/cells/own.ts';
import { makeCell } from '../../../src/core/cells/index.ts';
import { compileCell } from '../../../src/worker/node/own/compile.ts';
import { loadOwnCells } from '../../../src/worker/node/own/loadOwnCells.ts';
import { experimentOf } from '../../core/experiments.ts';
import { temporaryFolder } from '../lib/runFolders.ts';

const experimentWith = (file: string) => experimentOf({ data: { kind: 'task', task: 'adding' }, model: { layers: [{ cell: { kind: 'own', file }, hiddenSize: 3 }] } });

/** Loads ./cells/mine.ts of a folder with these files, and makes its cell. */
async function load(files: Readonly<Record<string, string>>, file = './cells/mine.ts') {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { model: { layers: [layer] } } = await loadOwnCells(experimentWith(file), folder);
  return makeCell(layer!.cell, 2, 3);
}

const right = `import { defineCell, matMul, tanh, type Tensor2D } from 'unfold';
import { twice } from './lib/twice';
import type { Nothing } from './types-alone.ts';

interface Options { readonly wide?: boolean }
enum Way { Forward = 'forward' }
export default defineCell(({ inputSize: nX, hiddenSize: n }: { inputSize: number; hiddenSize: number; options: Options }) => ({
  parameters: { U: { shape: [nX, twice(n) / 2] as const } },
  step({ U }: Record<string, Tensor2D>, _: unknown, x: Tensor2D) { return { state: { h: tanh(matMul(x, U!)) satisfies Tensor2D }, way: Way.Forward }; },
}));`;

it('is TypeScript that imports other files, JavaScript, or what CommonJS exports', async () => {
  const twice = 'export const twice = (n: number): number => 2 * n;';
  expect((await load({ 'cells/mine.ts': right, 'cells/lib/twice.ts': twice })).parameters).toMatchObject([{ name: 'U', shape: [2, 3] }]);
  expect((await load({ 'mine.js': 'export default ({ hiddenSize: n }) => ({ parameters: { W: { shape: [n, n] } }, step() {} });' }, './mine.js')).parameters).toMatchObject([{ name: 'W', shape: [3, 3] }]);
  expect((await load({ 'mine.cjs': 'module.exports = () => ({ parameters: {}, step() {} });' }, './mine.cjs')).parameters).toEqual([]);
});

const cells = { 'cells/helper.ts': 'export const one = 1;\n' };
it.each<[sentence: string, source: string]>([
  ['./cells/mine.ts:2:14: Unexpected token.', 'const a = 1;\nconst wrong: = 3;'],
  ['./cells/mine.ts:3:7: Identifier \'a\' has already been declared.', 'const n: number = 1;\nconst a = n;\nconst a = 2;'],
  ['./cells/mine.ts:2:32: no luck.', 'const n: number = 1;\nif ((n as number) === 1) throw new Error(\'no luck\');\nexport default () => n;'],
  ['./cells/mine.ts has no default export: a cell is `export default defineCell(…)`.', 'export const cell = 1;'],
  ['./cells/mine.ts exports a thing of type number as default, which is no cell: `export default defineCell(({ inputSize, hiddenSize }) => …)` is one.', 'export default 3;'],
  ['./cells/mine.ts:2:19: imports \'./nowhere\', which is not there.', 'import { one } from \'./helper\';\nimport { a } from \'./nowhere\';\nexport default () => a + one;'],
  ['./cells/mine.ts:1:19: imports \'lodash\', but a cell imports \'unfold\' and files by their paths, which begin with ./ or ../.', 'import { a } from \'lodash\';\nexport default () => a;'],
  ['./cells/mine.ts:2:23: \'unfold\' has no sigmiod; did you mean sigmoid?', 'import { sigmiod } from \'unfold\';\nexport default () => (sigmiod as any)();'],
  ['./cells/mine.ts:2:22: \'./helper\' has no two.', 'import { two } from \'./helper\';\nexport default () => two;'],
  ['./cells/mine.ts:2:49: ReferenceError: nothing is not defined.', 'export default ({ hiddenSize: n }: any) => {\n  const way: number = n as number; return way + nothing;\n};'],
])('says where: %s', async (sentence, source) => {
  await expect(load({ ...cells, 'cells/mine.ts': source })).rejects.toThrow(new OwnCellError(sentence));
});

it('says which file is not there', async () => {
  await expect(compileCell('./cells/mine.ts', '/nowhere')).rejects.toThrow('./cells/mine.ts is not there: no file ');
});

it('says where in a file that it imports something is thrown', async () => {
  const files = { 'cells/mine.ts': 'import { go } from \'../lib/go\';\nexport default () => go();', 'lib/go.ts': 'export function go(): never {\n  throw new TypeError(\'gone\');\n}' };
  await expect(load(files)).rejects.toThrow('./lib/go.ts:2:9: TypeError: gone.');
});

it('does not run where the workspace is not trusted', async () => {
  vi.stubEnv('UNFOLD_RESTRICTED', '1');
  await expect(load({ 'cells/mine.ts': right })).rejects.toThrow('./cells/mine.ts is code, which does not run in Restricted Mode: trust this workspace first.');
  vi.unstubAllEnvs();
});
