import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { tensor, zeros } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { writeCell } from '../../src/cli/writeCell.ts';
import { makeCell } from '../../src/core/cells/index.ts';
import { unroll } from '../../src/core/cells/unroll.ts';
import { initialise } from '../../src/core/math/initialisers.ts';
import { split } from '../../src/core/math/random.ts';
import type { CellSpec } from '../../src/core/spec/experiment.ts';
import type { CellTemplate } from '../../src/core/spec/newCell.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { unfoldModule } from '../../src/worker/own/unfoldModule.ts';
import { loadOwnCode } from '../../src/worker/node/own/loadOwnCode.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const templates = 'templates/cells';
const recurrentInitialiser = 'orthogonal';
/** What each template but the blank one is. */
const builtIn: Readonly<Record<Exclude<CellTemplate, 'blank'>, CellSpec>> = {
  tanh: { kind: 'tanh', recurrentInitialiser }, leaky: { kind: 'leaky', alpha: { kind: 'same', value: 0.9 }, learnAlpha: false, recurrentInitialiser },
  gru: { kind: 'gru', reset: 'after', recurrentInitialiser }, lstm: { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser }, skip: { kind: 'skip', delay: 2, connections: 'both', recurrentInitialiser },
};

/** Writes a cell and reads back the experiment that came with it, its code loaded. */
async function written(from: CellTemplate, js: boolean) {
  const folder = await temporaryFolder();
  const { experiment } = await writeCell({ name: 'mine', from, js }, folder, templates);
  const reading = readExperiment(await readFile(experiment, 'utf8'), { name: 'mine' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const { model: { layers: [layer] } } = await loadOwnCode(reading.experiment, folder);
  return { folder, cell: layer!.cell };
}

it.each(Object.keys(builtIn).flatMap(from => [[from as keyof typeof builtIn, false], [from as keyof typeof builtIn, true]] as const))('a new cell from %s (JavaScript: %s) is what it says', async (from, js) => {
  const { cell: spec } = await written(from, js);
  const [cell, expected] = [makeCell(spec, 2, 3), makeCell(builtIn[from], 2, 3)];
  const parameters = Object.fromEntries(expected.parameters.map(parameter => [parameter.name, tensor(initialise(parameter, split(1, 'weights')), [...parameter.shape])]));
  const own = from === 'gru' ? Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, swapped(value as Tensor2D)])) : parameters;
  const xs = tensor(Array.from({ length: 5 * 2 * 2 }, (_, i) => Math.sin(i)), [5, 2, 2]) as Tensor3D;
  const context = { training: false, random: split(0, 'noise') };
  const outputsOf = (of: typeof cell, values: typeof parameters) =>
    unroll(of, values, xs, Object.fromEntries(Object.entries(of.stateSizes).map(([entry, n]) => [entry, zeros([2, n])])), context).outputs.arraySync().flat(2);
  outputsOf(cell, own).forEach((value, i) => expect(value).toBeCloseTo(outputsOf(expected, parameters)[i]!, 6));
});

/** r, u, g as u, r, g. */
function swapped(value: Tensor2D): Tensor2D {
  const columns = value.shape.at(-1)!;
  if (columns % 9 > 0) return value;
  const rows = value.dataSync<'float32'>();
  const third = columns / 3;
  const from = (j: number) => (j < third ? j + third : j < 2 * third ? j - third : j);
  return tensor(Float32Array.from(rows, (_, i) => rows[i - (i % columns) + from(i % columns)]!), value.shape) as Tensor2D;
}

it('the types say of every operation that it is there, and what is written fits them', async () => {
  const [types] = readFileSync(join(templates, 'unfold.d.ts'), 'utf8').split('declare module \'unfold/test\'') as [string];
  const declared = Array.from(types.matchAll(/\b(\w+): Types\['(?:unary|binary|reduction)'\]|export var (\w+): (?!Types)/g), ([, one, other]) => one ?? other!);
  expect([...declared].sort()).toEqual(Object.keys(unfoldModule).sort());
  // All at once: two copies of the types are in one project, as where a workspace has two folders of cells.
  const cells = ['examples/10.10-own-cell/cells', templates].flatMap(folder => readdirSync(folder).filter(name => !name.endsWith('.d.ts')).map(name => join(folder, name)));
  const misled = join(await temporaryFolder(), 'misled.ts');
  await writeFile(misled, `/// <reference path="${resolve(templates, 'unfold.d.ts')}" />
import { defineCell, tanh, type Sizes } from 'unfold';
export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  state: { h: n, c: n }, parameters: { U: { shape: [nX, n] } },
  step({ U, W }, { h, c, d }, x) { return { state: { h: tanh(h) } }; },
}));
`);
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--noPropertyAccessFromIndexSignature', '--target', 'es2022', '--lib', 'es2022'];
  const tsc = (...files: string[]) => promisify(execFile)(process.execPath, ['node_modules/typescript7/bin/tsc', '--ignoreConfig', '--noEmit', ...strict, ...files]).then(() => '', ({ stdout }: { stdout: string }) => stdout);
  expect(await tsc(...cells)).toBe('');
  const mistakes = await tsc(misled);
  for (const mistake of [/'W' does not exist/, /'d' does not exist/, /'c' is missing/]) expect(mistakes).toMatch(mistake);
});

it('the types beside the cell of the gallery are the same', () => {
  expect(readFileSync('examples/10.10-own-cell/cells/unfold.d.ts', 'utf8')).toBe(readFileSync(join(templates, 'unfold.d.ts'), 'utf8'));
});

it('does not write over a cell, nor outside of its folder', async () => {
  const { folder } = await written('tanh', false);
  await expect(writeCell({ name: 'mine', from: 'lstm', js: false }, folder, templates)).rejects.toThrow('is already there: take another name.');
  await expect(writeCell({ name: '../mine', from: 'lstm', js: false }, folder, templates)).rejects.toThrow('The name of a cell is that of its file');
});
