import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderFor } from '../../src/cli/folderFor.ts';
import { newCell } from '../../src/cli/newCell.ts';
import { newExperiment } from '../../src/cli/newExperiment.ts';
import type { Proposal } from '../../src/core/spec/proposal.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { files } from '../core/propose/files.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const printed: string[] = [];
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => vi.restoreAllMocks());

async function put(name: string, content = files[name]!): Promise<string> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data', name), content);
  return join(folder, 'data', name);
}

test('an experiment is written beside the data, and another one beside that', async () => {
  const file = await put('load.csv');
  await newExperiment([file]);
  expect(printed.join('\n')).toMatch(/load\.unfold\.json: Forecast "load" one row ahead \(LSTM of 32 units\)\. 720 rows; window 48, two days of 24 rows\.\nTrain it: unfold train .*\nOther ways, by --as:\n {2}2 {2}Forecast "load" one row ahead: echo state network/);
  const first = await readFile(join(folder, 'data/load.unfold.json'), 'utf8');
  expect(first).toContain('"file": "load.csv"');
  await newExperiment([file, '--as', '2']);
  expect((await readdir(join(folder, 'data'))).sort()).toEqual(['load-2.unfold.json', 'load.csv', 'load.unfold.json']);
  expect(await readFile(join(folder, 'data/load.unfold.json'), 'utf8')).toBe(first);
  expect(await readFile(join(folder, 'data/load-2.unfold.json'), 'utf8')).toContain('"kind": "reservoir"');
});

test('elsewhere it names the data from there, and writes over nothing', async () => {
  const [file, out] = [await put('prose.txt'), join(folder, 'mine.unfold.json')];
  await newExperiment([file, '--out', out, '--json']);
  expect(JSON.parse(printed[0]!)).toMatchObject({ experiment: out, title: 'Predict the next character' });
  const text = await readFile(out, 'utf8');
  expect(text).toContain('"file": "data/prose.txt"');
  await expect(newExperiment([file, '--out', out])).rejects.toThrow(`${out} is already there: take another name.`);
  await expect(newExperiment([file, '--out', join(folder, 'mine')])).rejects.toThrow('The name of an experiment ends in .unfold.json: --out');
  expect(await readFile(out, 'utf8')).toBe(text);
});

test('a list writes nothing', async () => {
  const file = await put('u-y.csv');
  await newExperiment([file, '--list', '--json']);
  const proposals = JSON.parse(printed[0]!) as Proposal[];
  expect(proposals.map(({ title }) => title).slice(0, 2)).toEqual(['Answer "y" to "u"', 'Answer "y" to "u"']);
  for (const { text } of proposals) expect(readExperiment(text, { name: 'u-y' }).problems).toEqual([]);
  expect(await readdir(join(folder, 'data'))).toEqual(['u-y.csv']);
});

test('what is written calls the data by its name alone', async () => {
  const file = await put('gaps.csv');
  await newExperiment([file]);
  expect(await readFile(join(folder, 'data/gaps.unfold.json'), 'utf8')).toContain('"a" cannot be read: gaps.csv:32:1');
});

test.each<[string, (i: number) => string, last: string, tau: number]>([
  ['pairs.tsv', i => `source ${i}\ttarget ${i}`, 'one\tthat is longer than all the others', 34],
  ['labelled.tsv', i => `${i % 2 ? 'en' : 'fr'}\tname ${i}`, 'en\ta name that is longer', 22],
  ['some.trees', i => `${i % 2} (MAX ${i % 2} 0)`, '1 (MAX 0 1 1 1 1 1)', 7],
])('of a large file the longest line may be the last (%s)', async (name, line, last, tau) => {
  const file = await put(name, [...Array.from({ length: 40 }, (_, i) => line(i)), last].join('\n'));
  await newExperiment([file, '--list', '--json'], 200);
  expect((JSON.parse(printed[0]!) as Proposal[])[0]!.text).toContain(`"tau": ${tau},`);
});

test('what cannot be is refused in a sentence', async () => {
  const file = await put('short.csv');
  await expect(newExperiment([])).rejects.toThrow('Which file? unfold new experiment FILE');
  await expect(newExperiment([join(folder, 'no.csv')])).rejects.toThrow(`There is no file ${join(folder, 'no.csv')}.`);
  await expect(newExperiment([join(folder, 'data')])).rejects.toThrow('data is a folder, not a file.');
  await expect(newExperiment([file, '--as', '9'])).rejects.toThrow(/^--as takes a whole number from 1 to 2, not "9"\.$/);
  await expect(newExperiment([await put('ragged.csv', 'a,b\n1,2\n3\n')])).rejects.toThrow('ragged.csv:3:1: this row has 1 cell, but the header has 2. Give it one for each column.');
});

const experiment = `{
  "data": { "kind": "task", "task": "adding" }, // the same
  "model": { "layers": [{ "cell": { "kind": "leaky", "alpha": { "kind": "same", "value": 0.7 } }, "hiddenSize": 12 }] }
}
`;

test('the cell of an experiment is written as one of a person\'s own, and the experiment with it', async () => {
  const file = join(folder, 'slow.unfold.json');
  await writeFile(file, experiment);
  await newCell(['mine', '--from', file], 'templates/cells');
  expect(await readFile(join(folder, 'cells/mine.ts'), 'utf8')).toContain('options: { alpha = 0.7 }');
  expect(await readFile(join(folder, 'mine.unfold.json'), 'utf8')).toBe(experiment.replace(/\{ "kind": "leaky".*\} \}/, '{ "kind": "./cells/mine.ts" }'));
  expect(printed).toEqual([`${join(folder, 'cells/mine.ts')} is your cell; ${join(folder, 'mine.unfold.json')} trains it: unfold train ${join(folder, 'mine.unfold.json')}`]);
});

test('of several cells one is chosen; what cannot be one\'s own says why', async () => {
  const file = join(folder, 'deep.unfold.json');
  const layer = (cell: string) => `{ "cell": ${cell}, "hiddenSize": 4 }`;
  await writeFile(file, experiment.replace(/\{ "cell".*\}(?=\] \})/, ['{ "kind": "clockwork", "periods": [1, 2] }', '{ "kind": "gru" }', '{ "kind": "reservoir" }'].map(layer).join(', ')));
  await expect(newCell(['mine', '--from', file], 'templates/cells')).rejects.toThrow('deep.unfold.json has several cells: 1 clockwork, 4 units; 2 gru, 4 units; 3 reservoir, 4 units. Which? --cell N');
  await expect(newCell(['mine', '--from', file, '--cell', '3'], 'templates/cells')).rejects.toThrow('A reservoir is drawn and never learnt');
  await newCell(['mine', '--from', file, '--cell', '1', '--json'], 'templates/cells');
  expect(JSON.parse(printed[0]!)).toMatchObject({ notes: [] });
  expect(await readFile(join(folder, 'cells/mine.ts'), 'utf8')).toContain('options: { periods = [1, 2] }');
});

test('what of an experiment does not go with a cell of one\'s own, or begins it in another way, is said', async () => {
  const file = join(folder, 'elsewhere.unfold.json');
  await writeFile(file, experiment.replace('"data"', '"device": "webgl",\n  "data"'));
  await newCell(['mine', '--from', file], 'templates/cells');
  expect(printed[0]).toContain(`${join(folder, 'mine.unfold.json')}:2:`);
  expect(printed[0]).toContain('`device` is "webgl", which computes in the panel, where ./cells/mine.ts never runs');
  await writeFile(file, `{
  "data": { "kind": "labelled", "file": "names.tsv" },
  "model": { "layers": [{ "cell": { "kind": "skip", "delay": 3 }, "hiddenSize": 4 }], "context": { "as": "initialState" } }
}
`);
  await newCell(['late', '--from', file, '--json'], 'templates/cells');
  expect(JSON.parse(printed[1]!)).toMatchObject({ notes: ['Here the new cell differs: `context` makes only the h right before the first step, where the cell "skip" was given all 3; those before are zeros.'] });
});

test('a cell goes into the folder that is named; a folder of cells, or of tasks, is one within it, and a file none', async () => {
  for (const [name, dir] of [['one', ''], ['two', 'cells']] as const) {
    await newCell([name, '--dir', join(folder, dir)], 'templates/cells');
    expect(await readFile(join(folder, 'cells', `${name}.ts`), 'utf8')).toContain('defineCell');
    expect(await readFile(join(folder, `${name}.unfold.json`), 'utf8')).toContain(`./cells/${name}.ts`);
  }
  expect(await Promise.all([folderFor('tasks', 'tasks'), folderFor('cells', 'tasks')])).toEqual(['.', 'cells']);
  const file = await put('load.csv');
  await expect(newCell(['three', '--dir', file], 'templates/cells')).rejects.toThrow(`--dir takes a folder, and ${file} is a file.`);
});
