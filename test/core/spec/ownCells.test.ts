import { expect, it } from 'vitest';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import { estimateMemory } from '../../../src/core/spec/memory.ts';
import { isOwnFile, mapOwnCells, ownCells } from '../../../src/core/spec/ownCells.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { experimentOf } from '../experiments.ts';

const data = { kind: 'task', task: 'adding' } as const;
const read = (cell: object, more: object = {}) => readExperiment(JSON.stringify({ data, model: { layers: [{ cell, hiddenSize: 3 }] }, ...more }), { name: 'test' });

it('is asked for by its file, and gets what stands beside that as its options', () => {
  const reading = read({ kind: '../cells/mine.mts', forget: 2, nested: { a: [1] } });
  expect(reading.ok && reading.experiment.model.layers[0]!.cell).toEqual({ kind: 'own', file: '../cells/mine.mts', options: { forget: 2, nested: { a: [1] } } });
});

it('is read back from what a run has written down of it', () => {
  const facts = { state: { h: 3 }, parameters: { U: [2, 3] }, inputs: ['U'], recurrent: [], mixed: [], keeps: true, held: 9 };
  const cell = { kind: 'own', file: './cells/mine.ts', options: {}, facts };
  const reading = read(cell);
  expect(reading.ok && reading.experiment.model.layers[0]!.cell).toEqual(cell);
});

it('is what it usually is where what was written down of it is not whole', () => {
  expect(cellFacts({ kind: 'own', file: './a.ts', options: {}, facts: {} as never })).toMatchObject({ recurrent: { W: 1 } });
});

it.each([
  ['./a.ts', true], ['./cells/a b.js', true], ['../../x.mjs', true], ['./cells/a.cts', true],
  ['cells/a.ts', false], ['/cells/a.ts', false], ['./a', false], ['./.ts', false], ['./a.tsx', false], ['./cells\\a.ts', false], ['lstm', false], [3, false],
])('whether %s is the path of one: %s', (kind, expected) => {
  expect(isOwnFile(kind)).toBe(expected);
});

it('is found in an encoder and in every layer, and may be changed there', () => {
  const own = (file: string) => ({ kind: file });
  const { experiment } = readExperiment(JSON.stringify({
    data: { kind: 'task', task: 'dates' },
    model: { encoder: { layers: [{ cell: own('./a.ts'), hiddenSize: 3 }] }, layers: [{ cell: own('./b.ts'), hiddenSize: 3 }, { cell: { kind: 'gru' }, hiddenSize: 3 }] },
  }), { name: 'test' }) as Extract<ReturnType<typeof readExperiment>, { ok: true }>;
  expect(ownCells(experiment).map(({ file }) => file)).toEqual(['./a.ts', './b.ts']);
  const changed = mapOwnCells(experiment, cell => ({ ...cell, options: { seen: cell.file } }));
  expect(ownCells(changed).map(({ options }) => options)).toEqual([{ seen: './a.ts' }, { seen: './b.ts' }]);
});

it('does not compute in the page of a panel', () => {
  expect(read({ kind: './a.ts' }, { device: 'webgl' })).toMatchObject({ ok: false, problems: [{ message: '`device` is "webgl", which computes in the panel, where ./a.ts never runs: use "auto", or leave it out.' }] });
});

it('is named by its file where it does not go with the rest', () => {
  expect(read({ kind: './a.ts' }, { engine: 'planned' })).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('no planned kernel for the cell "./a.ts"') as string }] });
});

it('takes as much memory as the built-in one that it is', () => {
  const experiment = experimentOf({ data, device: 'cpu', model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 3 }] } });
  const facts = { state: { h: 3, c: 3 }, parameters: { U: [2, 12], W: [3, 12], b: [12] }, inputs: ['U'], recurrent: ['W'], mixed: [], keeps: false, held: 64 };
  const own = { ...experiment, model: { ...experiment.model, layers: experiment.model.layers.map(layer => ({ ...layer, cell: { kind: 'own' as const, file: './a.ts', options: {}, facts } })) } };
  const [expected, estimate] = [estimateMemory(experiment), estimateMemory(own)];
  expect(estimate.parameters).toBe(expected.parameters);
  expect(estimate.activations).toBe(expected.activations);
  expect(estimate.gradients / expected.gradients).toBeGreaterThan(0.99);
  expect(cellFacts(own.model.layers[0]!.cell)).toMatchObject({ onlyH: false, recurrent: { W: 1 } });
});
