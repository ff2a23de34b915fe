import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { newCell } from '../../src/cli/newCell.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

afterEach(() => vi.restoreAllMocks());

const adding = { data: { kind: 'task', task: 'adding' }, training: { tau: 30 } };
const names = { data: { kind: 'labelled', file: 'names.tsv' } };
const of = (cell: object, model = {}): object => ({ layers: [{ cell, hiddenSize: 4 }], ...model });

/** The lines that are printed as the cell of an experiment is written, their folder left out. @param there an experiment of the cell's name that is there before */
async function printedOf(experiment: object, there?: string): Promise<string[]> {
  const folder = await temporaryFolder();
  const file = join(folder, 'first.unfold.json');
  await writeFile(file, JSON.stringify(experiment));
  if (there !== undefined) await writeFile(join(folder, 'mine.unfold.json'), there);
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await newCell(['mine', '--from', file], 'templates/cells');
  return String(printed.mock.calls.at(-1)![0]).replaceAll(`${folder}/`, '').split('\n');
}

const trains = 'cells/mine.ts is your cell; mine.unfold.json trains it: unfold train mine.unfold.json';
const mended = 'cells/mine.ts is your cell; mine.unfold.json trains it once that is mended: unfold train mine.unfold.json';

it('what of an experiment does not go with a cell of one\'s own is said, and that it is to be mended', async () => {
  expect(await printedOf({ ...adding, device: 'webgl', model: of({ kind: 'tanh' }) })).toEqual([
    expect.stringMatching(/^mine\.unfold\.json:1:\d+: .*`device` is "webgl", which computes in the panel, where \.\/cells\/mine\.ts never runs/), mended,
  ]);
});

it('it is asked of the experiment that is there, not of the one that would have been written', async () => {
  const there = { ...adding, model: of({ kind: './cells/mine.ts' }) };
  expect(await printedOf({ ...adding, model: of({ kind: 'tanh' }) }, JSON.stringify({ ...there, modle: {} }))).toEqual([expect.stringContaining('`modle`'), mended]);
  expect(await printedOf({ ...adding, device: 'webgl', model: of({ kind: 'tanh' }) }, JSON.stringify(there))).toEqual([trains]);
});

it('where the new cell differs from the built-in one is said', async () => {
  const startFrom = { startFrom: { file: 'best.safetensors', fresh: [] } };
  expect(await printedOf({ ...names, model: of({ kind: 'skip', delay: 3 }, { context: { as: 'initialState' } }) })).toEqual([
    'Here the new cell differs: `context` makes only the h right before the first step, where the cell "skip" was given all 3; those before are zeros.', trains,
  ]);
  expect(await printedOf({ ...names, model: of({ kind: 'skip', delay: 3 }, { context: { as: 'input' } }) })).toEqual([trains]);
  expect(await printedOf({ ...adding, training: { tau: 30, ...startFrom }, model: of({ kind: 'memory' }) })).toEqual([
    'Here the new cell differs: its parameters have other names (A is M, and TA is TM), which `startFrom` does not find in best.safetensors. `fresh` may name them, to have them drawn, and takes these names only.', trains,
  ]);
  expect(await printedOf({ ...adding, training: { tau: 30, ...startFrom }, model: of({ kind: 'perPosition', positions: 30 }) })).toEqual([expect.stringContaining('U.0, U.1 … are one U'), trains]);
  const fresh = { startFrom: { file: 'best.safetensors', fresh: ['layers.0'] } };
  expect(await printedOf({ ...adding, training: { tau: 30, ...fresh }, model: of({ kind: 'memory' }) })).toEqual([trains]);
  for (const cell of [{ kind: 'memory' }, { kind: 'perPosition', positions: 30 }]) expect(await printedOf({ ...adding, model: of(cell) })).toEqual([trains]);
  expect(await printedOf({ ...adding, training: { tau: 30, ...startFrom }, model: of({ kind: 'lstm' }) })).toEqual([trains]);
});
