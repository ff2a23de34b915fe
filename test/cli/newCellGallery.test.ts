import { readFileSync, readdirSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { newCell } from '../../src/cli/newCell.ts';
import { openData } from '../../src/core/data/open.ts';
import { renamed } from '../../src/core/spec/cellDifferences.ts';
import { cellsOf } from '../../src/core/spec/cellOfExperiment.ts';
import { originOf } from '../../src/core/spec/cellOrigin.ts';
import type { LayerSpec, ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { traceOwnCells } from '../../src/engine/traceOwnCells.ts';
import { loadOwnCode } from '../../src/worker/node/own/loadOwnCode.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { expectSame, learntIn } from './lib/learnt.ts';
import type { Learnt } from './lib/learnt.ts';

const examples = 'examples';
const fileOf = (name: string): string => join(examples, name, `${name}.unfold.json`);

function read(text: string, name: string): ResolvedExperiment {
  const reading = readExperiment(text, { name });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  return reading.experiment;
}

/** Every cell of the gallery but those that are written by hand already: the experiment, which of its cells, and why that cannot be a person's own. */
const cells = readdirSync(examples).flatMap(name => cellsOf(read(readFileSync(fileOf(name), 'utf8'), name)).flatMap(({ cell, title }, i) => {
  const origin = cell.kind === 'own' ? undefined : originOf(cell);
  return origin === undefined ? [] : [{ name, title, number: i + 1, kind: cell.kind, never: typeof origin === 'string' ? origin : undefined }];
}));

/** The equations are the same for more of everything. */
function small(experiment: ResolvedExperiment): ResolvedExperiment {
  const { data, model, training } = experiment;
  const few = (layers: LayerSpec[]) => layers.map(layer => ({ ...layer, hiddenSize: Math.min(layer.hiddenSize, 9) }));
  return {
    ...experiment, device: 'cpu', data: data.kind === 'text' && data.unit === 'words' ? { ...data, vocabulary: 50 } : data,
    model: { ...model, layers: few(model.layers), ...(model.encoder && { encoder: { ...model.encoder, layers: few(model.encoder.layers) } }) }, training: { ...training, batchSize: 2 },
  };
}

async function learntBy(file: string): Promise<Learnt> {
  const folder = dirname(file);
  const experiment = await loadOwnCode(small(read(await readFile(file, 'utf8'), 'small')), folder);
  const source = await openData(experiment, path => readFile(join(folder, path)));
  return learntIn(await traceOwnCells(experiment, source), source);
}

/** Writes the cell of an experiment, and expects it to be that. @param file in a folder of its own @param number of the cell, where there are several */
async function expectWritten(file: string, number: number | undefined, isRenamed: boolean): Promise<void> {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await newCell(['mine', '--from', file, '--json', ...(number === undefined ? [] : ['--cell', String(number)])], 'templates/cells');
  const { experiment, notes } = JSON.parse(printed.mock.calls[0]![0] as string) as { readonly experiment: string; readonly notes: readonly string[] };
  expect(notes).toEqual([]);
  expectSame(await learntBy(experiment), await learntBy(file), isRenamed);
}

async function copyOf(name: string): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(examples, name), folder, { recursive: true });
  return join(folder, `${name}.unfold.json`);
}

afterEach(() => vi.restoreAllMocks());

it.each(cells.filter(({ never }) => never === undefined).map(cell => [cell.title, cell.name, cell] as const))('the cell %s of %s is written as it is: the same numbers at first, the same losses', async (_, name, { kind, number }) => {
  const several = cells.filter(cell => cell.name === name).length > 1;
  await expectWritten(await copyOf(name), several ? number : undefined, kind in renamed);
}, 60_000);

/** What no experiment of the gallery has: what else a first layer reads, nothing but the output that goes on, states that are made for it. */
const wired: readonly (readonly [what: string, of: string, text: string, other: string, number: number | undefined])[] = [
  ['a time delay that reads its own output', '10.2.1-teacher-forcing', '{ "kind": "tanh" }', '{ "kind": "timeDelay", "kernel": 3, "dilation": 2 }', undefined],
  ['a tanh network that carries nothing but its output', '10.2-patterns', '"recurrence": "hidden"', '"recurrence": "output"', undefined],
  ['a skip through time that reads a context', '10.2.4-context', '{ "kind": "lstm" }', '{ "kind": "skip", "delay": 3 }', undefined],
  ['a decoder with a skip through time', '10.4-addition', '"layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 128 }]\n  }', '"layers": [{ "cell": { "kind": "skip", "delay": 4 }, "hiddenSize": 128 }]\n  }', 2],
  ['a clockwork of a decoder', '10.4-addition', '"layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 128 }]\n  }', '"layers": [{ "cell": { "kind": "clockwork", "periods": [1, 2] }, "hiddenSize": 128 }]\n  }', 2],
  ['learnt leaks with layers before and within', '10.5-deep-recurrent', '{ "kind": "gru" }', '{ "kind": "leaky", "learnAlpha": true }', undefined],
];

it.each(wired)('%s is written as it is', async (_, name, text, other, number) => {
  const file = await copyOf(name);
  const before = await readFile(file, 'utf8');
  expect(before).toContain(text);
  await writeFile(file, before.replace(text, other));
  await expectWritten(file, number, false);
}, 60_000);

it('a cell of one\'s own that holds on to its state cannot go on by its output alone, which a run finds out', async () => {
  const file = await copyOf('10.2-patterns');
  const text = (await readFile(file, 'utf8')).replace('"recurrence": "hidden"', '"recurrence": "output"').replace('{ "kind": "tanh" }', '{ "kind": "./mine.ts" }');
  await writeFile(join(dirname(file), 'mine.ts'), await readFile('templates/cells/leaky.ts', 'utf8'));
  await writeFile(file, text);
  await expect(learntBy(file)).rejects.toThrow('the cell "./mine.ts" holds on to its own state, which is then not carried');
});

it('of the gallery only reservoirs and cells of trees cannot be a person\'s own', () => {
  const never = cells.filter(cell => cell.never !== undefined);
  expect(new Set(never.map(({ kind }) => kind))).toEqual(new Set(['reservoir', 'treeLstm']));
  expect(never.every(cell => /^[^\n]+\.$/.test(cell.never!))).toBe(true);
});
