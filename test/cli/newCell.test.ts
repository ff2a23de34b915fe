import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { copyCell, writeCell } from '../../src/cli/writeCell.ts';
import { openData } from '../../src/core/data/open.ts';
import { cellsOf, withCell } from '../../src/core/spec/cellOfExperiment.ts';
import { cannotBeOwn, originOf } from '../../src/core/spec/cellOrigin.ts';
import type { CellSpec } from '../../src/core/spec/experiment.ts';
import type { CellTemplate, NewCell } from '../../src/core/spec/newCell.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { compileModel } from '../../src/core/train/compileModel.ts';
import { traceOwnCells } from '../../src/engine/traceOwnCells.ts';
import { loadOwnCode } from '../../src/worker/node/own/loadOwnCode.ts';
import { unfoldModule } from '../../src/worker/own/unfoldModule.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { start } from '../engine/tfjs/start.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const templates = 'templates/cells';
const recurrentInitialiser = 'orthogonal';
const biases = { forgetBias: 1, chrono: 0, recurrentInitialiser } as const;
/** What each template but the blank one is. */
const builtIn: Readonly<Record<Exclude<CellTemplate, 'blank'>, CellSpec>> = {
  tanh: { kind: 'tanh', recurrentInitialiser }, relu: { kind: 'relu', recurrentInitialiser: 'identity' }, leaky: { kind: 'leaky', alpha: { kind: 'same', value: 0.9 }, learnAlpha: false, recurrentInitialiser },
  gru: { kind: 'gru', reset: 'after', recurrentInitialiser }, gruBefore: { kind: 'gru', reset: 'before', recurrentInitialiser }, minimalGated: { kind: 'minimalGated', recurrentInitialiser },
  lstm: { kind: 'lstm', ...biases }, peepholeLstm: { kind: 'peepholeLstm', ...biases }, coupledLstm: { kind: 'coupledLstm', ...biases }, layerNormLstm: { kind: 'layerNormLstm', ...biases },
  skip: { kind: 'skip', delay: 2, connections: 'both', recurrentInitialiser },
};

/** Writes a cell and reads back the experiment that came with it, its code loaded. */
async function written(from: CellTemplate, js: boolean, changes: NewCell['changes'] = []) {
  const folder = await temporaryFolder();
  const { experiment } = await writeCell({ name: 'mine', from, js, changes }, folder, templates);
  const reading = readExperiment(await readFile(experiment, 'utf8'), { name: 'mine' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const { model: { layers: [layer] } } = await loadOwnCode(reading.experiment, folder);
  return { folder, cell: layer!.cell };
}

/** Three updates of a small model with the cell, by the seed of the experiment. */
async function lossesOf(cell: CellSpec): Promise<number[]> {
  const data = { kind: 'task', task: 'adding', validationSequences: 4 } as const;
  const given = experimentOf({ data, device: 'cpu', training: { batchSize: 2, tau: 4, optimiser: { kind: 'adam', learningRate: 0.05 } } });
  const source = await openData(given, filesOf({}));
  const experiment = await traceOwnCells({ ...given, model: { ...given.model, layers: [{ ...given.model.layers[0]!, cell, hiddenSize: 5 }] } }, source);
  const compiled = await compileModel(experiment, source, await start('cpu'));
  try {
    return [(await compiled.run(source.next())).loss, (await compiled.run(source.next())).loss, (await compiled.run(source.next())).loss];
  } finally {
    compiled.dispose();
  }
}

/** Those of a built-in cell are the same for TypeScript and JavaScript. */
const known = new Map<string, Promise<number[]>>();

function knownLosses(spec: CellSpec): Promise<number[]> {
  const key = JSON.stringify(spec);
  if (!known.has(key)) known.set(key, lossesOf(spec));
  return known.get(key)!;
}

async function expectSame(own: CellSpec, spec: CellSpec): Promise<void> {
  const [losses, expected] = [await lossesOf(own), await knownLosses(spec)];
  expect(expected[0]).not.toBe(expected[2]);
  losses.forEach((loss, i) => expect(Math.abs(loss / expected[i]! - 1)).toBeLessThan(1e-6));
}

it.each(Object.keys(builtIn).flatMap(from => [[from as keyof typeof builtIn, false], [from as keyof typeof builtIn, true]] as const))('a new cell from %s (JavaScript: %s) has the losses of the built-in for the same seed', async (from, js) => {
  await expectSame((await written(from, js)).cell, builtIn[from]);
});

/** Cells with options of their own. */
const others: readonly CellSpec[] = [
  { kind: 'tanh', recurrentInitialiser: 'uniform' }, { kind: 'tanh', recurrentInitialiser: 'identity' }, { kind: 'relu', recurrentInitialiser: 'glorot' },
  { kind: 'leaky', alpha: { kind: 'same', value: 0.4 }, learnAlpha: false, recurrentInitialiser: 'glorot' }, { kind: 'gru', reset: 'before', recurrentInitialiser: 'uniform' },
  { kind: 'lstm', ...biases, forgetBias: -0.5 }, { kind: 'lstm', ...biases, chrono: 30 }, { kind: 'peepholeLstm', ...biases, chrono: 8, recurrentInitialiser: 'glorot' }, { kind: 'coupledLstm', ...biases, forgetBias: 2 }, { kind: 'coupledLstm', ...biases, chrono: 9 },
  { kind: 'layerNormLstm', ...biases, forgetBias: 3 }, { kind: 'skip', delay: 2, connections: 'both', recurrentInitialiser: 'glorot' }, { kind: 'skip', delay: 3, connections: 'skip', recurrentInitialiser: 'uniform' },
];

it.each(others.map(spec => [JSON.stringify(spec), spec] as const))('the cell %s, written with its options, has its losses', async (_, spec) => {
  const { from, changes, without } = originOf(spec)!;
  expect(without).toBeUndefined();
  await expectSame((await written(from, false, changes)).cell, spec);
});

it('a cell for which there is no template says which is nearest, and what that is without, or why there is none', () => {
  expect(originOf({ kind: 'clockwork', recurrentInitialiser } as CellSpec)).toMatchObject({ from: 'tanh', without: 'modules with clocks of their own' });
  expect(originOf({ kind: 'tanh', recurrentInitialiser: 'nearCritical' })).toMatchObject({ from: 'tanh', without: expect.stringContaining('"nearCritical"') });
  for (const kind of ['reservoir', 'treeLstm', 'ntm', 'memory', 'perPosition'] as const) {
    expect(originOf({ kind } as CellSpec)).toBeUndefined();
    expect(cannotBeOwn({ kind } as CellSpec)).toMatch(/^[^\n]+\.$/);
  }
});

const experiment = `{
  // Kept.
  "data": { "kind": "task", "task": "adding" },
  "model": {
    "layers": [
      { "cell": { /* also kept */ "kind": "lstm" }, "hiddenSize": 4 }, // below
      { "cell": { "kind": "leaky", "alpha": { "kind": "same", "value": 0.5 } }, "hiddenSize": 3 },
      { "cell": { "kind": "./cells/old.ts", "alpha": 2 }, "hiddenSize": 3 },
      { "cell": { "kind": "lstm" }, "hiddenSize": 4 },
    ]
  }
}
`;

it('another cell takes its place in an experiment, and nothing else of the text changes', () => {
  const reading = readExperiment(experiment, { name: 'deep' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const cells = cellsOf(reading.experiment);
  expect(cells.map(({ title }) => title)).toEqual(['lstm, 4 units', 'leaky, 3 units', './cells/old.ts, 3 units']);
  const [lstm, leaky, old] = cells.map(({ paths }) => withCell(experiment, paths, './cells/mine.ts'));
  expect(lstm).toBe(experiment.replaceAll('"lstm"', '"./cells/mine.ts"'));
  expect(leaky).toBe(experiment.replace('{ "kind": "leaky", "alpha": { "kind": "same", "value": 0.5 } }', '{ "kind": "./cells/mine.ts" }'));
  expect(old).toBe(experiment.replace('./cells/old.ts', './cells/mine.ts'));
});

it('a cell that somebody wrote is copied beside it, its test with it', async () => {
  const { folder } = await written('lstm', false);
  const copied = await copyCell('./cells/mine.ts', 'other', folder, file => JSON.stringify({ kind: file }));
  expect(copied).toEqual({ cell: join(folder, 'cells/other.ts'), experiment: join(folder, 'other.unfold.json'), notes: [] });
  expect(readFileSync(copied.cell, 'utf8')).toBe(readFileSync(join(folder, 'cells/mine.ts'), 'utf8'));
  expect(readFileSync(join(folder, 'cells/other.test.ts'), 'utf8')).toBe(readFileSync(join(folder, 'cells/mine.test.ts'), 'utf8').replace('./mine', './other'));
});

it('an experiment of its name that has another cell stays as it is, and a second is written', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'mine.unfold.json'), '{}');
  const { experiment: own, notes } = await writeCell({ name: 'mine', from: 'tanh', js: false }, folder, templates);
  expect([own, notes]).toEqual([join(folder, 'mine-2.unfold.json'), [`${join(folder, 'mine.unfold.json')} is there already and does not use this cell: it stays as it is, and mine-2.unfold.json does.`]]);
  expect(readFileSync(own, 'utf8')).toContain('./cells/mine.ts');
  expect(readFileSync(join(folder, 'mine.unfold.json'), 'utf8')).toBe('{}');
});

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
