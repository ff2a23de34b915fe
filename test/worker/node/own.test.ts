import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { engine, ones, setBackend, sum, zeros } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { makeCell } from '../../../src/core/cells/index.ts';
import { split } from '../../../src/core/math/random.ts';
import { mapOwnCells } from '../../../src/core/spec/ownCells.ts';
import { OwnCodeError } from '../../../src/core/spec/ownCode.ts';
import { compileCode } from '../../../src/worker/node/own/compile.ts';
import { evaluate } from '../../../src/worker/node/own/evaluate.ts';
import { keepCode, keptFolder } from '../../../src/worker/node/own/keepCode.ts';
import { loadOwnCode } from '../../../src/worker/node/own/loadOwnCode.ts';
import { NewCodeSearch } from '../../../src/worker/node/own/newCode.ts';
import { keptName, keptSources } from '../../../src/worker/node/own/sources.ts';
import { experimentOf } from '../../core/experiments.ts';
import { temporaryFolder } from '../lib/runFolders.ts';

// As a run looks into its cells before it trains: the kernels of the CPU say where shapes do not fit, those of WebAssembly do not look.
beforeAll(() => setBackend('cpu'));

const experimentWith = (file: string) => experimentOf({ data: { kind: 'task', task: 'adding' }, model: { layers: [{ cell: { kind: 'own', file }, hiddenSize: 3 }] } });

/** Loads ./cells/mine.ts of a folder with these files, and makes its cell. */
async function load(files: Readonly<Record<string, string>>, file = './cells/mine.ts') {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { model: { layers: [layer] } } = await loadOwnCode(experimentWith(file), folder);
  return makeCell(layer!.cell, 2, 3);
}

const right = `import { defineCell, matMul, tanh, type Tensor2D } from 'unfold';
import { twice } from './lib/twice';
import type { Nothing } from './types-alone.ts';

interface Options { readonly wide?: boolean }
namespace Types { export interface Way { readonly back: boolean } }
declare namespace Elsewhere { const nothing: number; }
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
  ['./cells/mine.ts:1:19: imports \'lodash\', but there is \'unfold\' to import, and files by their paths, which begin with ./ or ../.', 'import { a } from \'lodash\';\nexport default () => a;'],
  ['./cells/mine.ts:2:23: \'unfold\' has no sigmiod; did you mean sigmoid?', 'import { sigmiod } from \'unfold\';\nexport default () => (sigmiod as any)();'],
  ['./cells/mine.ts:2:22: \'./helper\' has no two.', 'import { two } from \'./helper\';\nexport default () => two;'],
  ['./cells/mine.ts:3:3: a namespace is not supported, since types are only taken away here: write what is in Help without it, or in a file to import.', '/*\nnamespace Old { const a = 1; } */\n  export namespace Help {\n    export const two = 2;\n  }\nexport default () => Help.two;'],
  ['./cells/mine.ts:2:49: ReferenceError: nothing is not defined.', 'export default ({ hiddenSize: n }: any) => {\n  const way: number = n as number; return way + nothing;\n};'],
])('says where: %s', async (sentence, source) => {
  await expect(load({ ...cells, 'cells/mine.ts': source })).rejects.toThrow(new OwnCodeError(sentence));
});

it('says which file is not there', async () => {
  await expect(compileCode('./cells/mine.ts', '/nowhere')).rejects.toThrow('./cells/mine.ts is not there: no file ');
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

it('takes a comment for none of its imports, and imports data', async () => {
  const source = '// Not require(\'x\').\nimport table from \'../table.json\';\n/* import \'y\' */\nexport default () => ({ parameters: { b: { shape: table.shape } }, step() {} });';
  expect((await load({ 'cells/mine.ts': source, 'table.json': '{ "shape": [3] }' })).parameters).toMatchObject([{ shape: [3] }]);
  await expect(load({ 'cells/mine.ts': source, 'table.json': '{\n  "shape": [3 4]\n}' })).rejects.toThrow('./table.json:2:15: A comma is expected here.');
});

const cellWith = (parameters: string, step: string, more = '') => `import { customGrad, matMul, mul, scalar, tanh } from 'unfold';
export default ({ inputSize: nX, hiddenSize: n }: any) => ({
  ${more}
  parameters: {
    ${parameters}
  },
  step({ U }: any, { h }: any, x: any) {
    ${step}
  },
});`;
const u = 'U: { shape: [nX, n] },';

/** The cell that a file makes, one step of it, and how that changes with x. */
async function stepOf(source: string): Promise<void> {
  const cell = await load({ 'cells/mine.ts': source });
  const given = { U: ones([2, 3]), h: zeros([4, 3]), x: ones([4, 2]) } as Record<string, Tensor2D>;
  engine().gradients(() => sum(cell.step({ U: given['U']! }, { h: given['h']! }, given['x']!, { t: 0, training: true, random: split(0, 'noise') }).output), [given['x']!]);
}

it.each<[sentence: string, source: string]>([
  ['./cells/mine.ts:5:5: `parameters.U` is [3, 3]; U is the matrix of x, with as many rows as inputSize, 2, or `taps: k` times as many where it reads k steps. Call another otherwise.', cellWith('U: { shape: [n, n] },', '')],
  ['./cells/mine.ts:6:5: `parameters.b` has the initialiser "uniform", which needs `limit`, a number above 0; it is NaN.', cellWith(`${u}\n    b: { shape: [n], initialiser: { kind: 'uniform', limit: NaN } },`, '')],
  ['./cells/mine.ts:6:5: `parameters.b` has the initialiser "chrono", which needs `longest`, a number of steps from 1; it is undefined.', cellWith(`${u}\n    b: { shape: [n], initialiser: { kind: 'chrono', signs: [1] } },`, '')],
  ['./cells/mine.ts:4:3: `parameters.W(` is no name for a parameter: letters, digits and _ are.', cellWith(`${u}\n    'W(': { shape: [n] },`, '')],
  ['./cells/mine.ts:3:3: `state.h` is 6; it must be hiddenSize, 3: what the layer above reads is as wide.', cellWith(u, '', 'state: { h: 2 * n },')],
  ['./cells/mine.ts:8:5: `state.h` is [4, 2]; [4, 3] is expected: 4 sequences, 3 columns.', cellWith(u, 'return { state: { h: x } };')],
  ['./cells/mine.ts:7:3: `step` gives undefined; an object with `state` is expected.', cellWith(u, '')],
  ['./cells/mine.ts:8:30: Error in matMul: inner shapes (2) and (4) of Tensors with shapes 4,2 and 4,3 and transposeA=false and transposeB=false must match.', cellWith(u, 'return { state: { h: tanh(matMul(x, h)) } };')],
  ['./cells/mine.ts:8:81: no way back.', cellWith(u, 'const f = customGrad((a: any) => ({ value: tanh(a), gradFunc: () => { throw new Error(\'no way back\'); } })); return { state: { h: f(matMul(x, U)) } };')],
  ['./cells/mine.ts:3:9: scalar makes a tensor outside of `step`, before there is anything to compute with: make it within `step`.', cellWith(u, '', 'half: scalar(0.5),')],
  ['./cells/mine.ts:2:20: scalar makes a tensor outside of `step`, before there is anything to compute with: make it within `step`.', 'import { scalar } from \'unfold\';\nexport const one = scalar(1);\nexport default () => one;'],
])('says where in a cell: %s', async (sentence, source) => {
  await expect(stepOf(source)).rejects.toThrow(sentence);
});

it('lets a function with a gradient of its own be made with the file: that makes no tensor', async () => {
  const f = 'const f = customGrad((a: any) => ({ value: tanh(a), gradFunc: (dy: any) => dy }));\n';
  await stepOf(cellWith(u, 'return { state: { h: f(matMul(x, U)) } };').replace('export', `${f}export`));
});

it('says that what a checkpoint was trained with is not kept', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'mine.ts'), 'export default ({ hiddenSize: n }: any) => ({ parameters: { W: { shape: [n, n] } }, step() {} });');
  const facts = { state: { h: 3 }, parameters: { W: [3, 3] }, inputs: [], recurrent: ['W'], mixed: [], keeps: false, held: 1, code: 'other' };
  const notes: string[] = [];
  await loadOwnCode(mapOwnCells(experimentWith('./mine.ts'), (cell) => ({ ...cell, facts })), folder, undefined, { trainedIn: join(folder, 'run'), say: (sentence) => notes.push(sentence) });
  expect(notes).toEqual(['./mine.ts was changed since the checkpoint was saved, and as it was it is not kept: what it says now is computed.']);
});

it('keeps every file in a place of its own', () => {
  const names = ['./x.ts', '../x.ts', './up/x.ts', '../up/x.ts', '../../x.ts', './up_/x.ts', '../up_/x.ts', './a../x.ts', './aup/x.ts', './.x.ts'];
  expect(names.map(keptName)).toEqual(['x.ts', 'up/x.ts', 'up_/x.ts', 'up/up_/x.ts', 'up/up/x.ts', 'up__/x.ts', 'up/up__/x.ts', 'a../x.ts', 'aup/x.ts', '.x.ts']);
});

it('runs no code from outside of the folders of a workspace, whatever a link is called', async () => {
  const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(join(folder, 'cells'));
  await writeFile(join(elsewhere, 'twice.ts'), 'export const twice = (n: number) => 2 * n;');
  await writeFile(join(folder, 'cells/mine.ts'), right.replace('./lib/twice', './twice'));
  await symlink(join(elsewhere, 'twice.ts'), join(folder, 'cells/twice.ts'));
  await symlink(join(elsewhere, 'twice.ts'), join(folder, 'cells/other.ts'));
  vi.stubEnv('UNFOLD_FOLDERS', folder);
  const place = await realpath(join(elsewhere, 'twice.ts'));
  await expect(loadOwnCode(experimentWith('./cells/mine.ts'), folder)).rejects.toThrow(`./cells/mine.ts:2:23: imports './twice', which is outside of this workspace (${place}): code runs only from a folder that you opened here.`);
  await expect(compileCode('./cells/other.ts', folder)).rejects.toThrow(`./cells/other.ts is outside of this workspace (${place})`);
  vi.stubEnv('UNFOLD_FOLDERS', [folder, elsewhere].join(delimiter));
  await loadOwnCode(experimentWith('./cells/mine.ts'), folder);
  vi.stubEnv('UNFOLD_FOLDERS', ''); // no folder is open
  await expect(compileCode('./cells/mine.ts', folder)).rejects.toThrow('./cells/mine.ts is outside of this workspace');
  vi.unstubAllEnvs();
});

it('tells files by a hash, and a run keeps them, also those above the experiment', async () => {
  const root = await temporaryFolder();
  const folder = join(root, 'a');
  for (const each of ['a/cells', 'lib', 'run']) await mkdir(join(root, each), { recursive: true });
  const write = (n: number) => writeFile(join(root, 'lib/size.ts'), `export const size = ${n};`);
  await write(1);
  await writeFile(join(folder, 'cells/mine.ts'), 'import { size } from \'../../lib/size\';\nexport default () => ({ parameters: { b: { shape: [size] } }, step() {} });');
  const before = await compileCode('./cells/mine.ts', folder);
  await keepCode(before, join(root, 'run'));
  await write(2);
  const now = await compileCode('./cells/mine.ts', folder);
  expect(now.hash).not.toBe(before.hash);
  const kept = await compileCode('./cells/mine.ts', folder, keptSources(keptFolder(join(root, 'run'), before.hash), folder));
  expect(kept).toEqual(before);
  const shape = [before, now].map(cell => (evaluate(cell, {}).make({ inputSize: 1, hiddenSize: 1, options: {} }) as { parameters: { b: { shape: number[] } } }).parameters.b.shape);
  expect(shape).toEqual([[1], [2]]);
});

it('finds out while a run waits what its cell became', async () => {
  const folder = await temporaryFolder();
  const write = (text: string) => writeFile(join(folder, 'mine.ts'), text);
  const cell = (parameters: string, way = '') => `export default ({ inputSize: nX, hiddenSize: n }: any) => { ${way} return { parameters: { ${parameters} }, step() {} }; };`;
  await write(cell('U: { shape: [nX, n] }'));
  const hash = (await compileCode('./mine.ts', folder)).hash;
  const facts = { state: { h: 3 }, parameters: { U: [2, 3] }, inputs: ['U'], recurrent: [], mixed: [], keeps: false, held: 1, code: hash };
  const search = new NewCodeSearch([{ name: 'layers.0', cell: { kind: 'own', file: './mine.ts', options: {}, facts }, width: 2, hiddenSize: 3 }], folder, {});
  expect(await search.look()).toBeUndefined();
  await write(cell('U: { shape: [nX, n] }', '/* better */'));
  expect(await search.look()).toEqual({ file: './mine.ts' });
  await write(cell('U: { shape: [nX, 4 * n] }'));
  expect(await search.look()).toEqual({ file: './mine.ts', problem: 'the parameter U is [2, 12] now and was [2, 3]. A run cannot go on with other shapes or classes: start a new one with it.' });
  await write(cell('U: { shape: [nX, n] }', 'throw new Error(\'no\');'));
  expect(await search.look()).toEqual({ file: './mine.ts', problem: './mine.ts:1:67: no.' });
  await write('export default = 3;');
  expect((await search.look())?.problem).toMatch(/^\.\/mine\.ts:1:\d+: Unexpected token\./);
  await write(cell('U: { shape: [nX, n] }'));
  expect(await search.look()).toBeUndefined();
});
