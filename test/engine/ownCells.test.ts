import { concat, getBackend, matMul, memory, setBackend, tanh } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { withCode } from '../../src/core/cells/own.ts';
import type { OwnSizes } from '../../src/core/cells/own.ts';
import { openData } from '../../src/core/data/open.ts';
import { estimateMemory } from '../../src/core/spec/memory.ts';
import { mapOwnCells, ownCells } from '../../src/core/spec/ownCells.ts';
import type { Experiment, ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { compileModel } from '../../src/core/train/compileModel.ts';
import { TfjsEngine } from '../../src/engine/tfjs/tfjsEngine.ts';
import { traceOwnCells } from '../../src/engine/traceOwnCells.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { ownLstm } from './lib/ownLstm.ts';

type P = Record<string, Tensor2D>;
type Model = Omit<Experiment['model'], 'layers'> & { layers: object[] };

/** One matrix for x and h side by side, which no part of a model knows by a letter. */
const joint = ({ inputSize: nX, hiddenSize: n }: OwnSizes) => ({
  parameters: { K: { shape: [nX + n, n] } }, step: ({ K }: P, { h }: P, x: Tensor2D) => ({ state: { h: tanh(matMul(concat([x, h!], 1), K!)) } }),
});

const codes: Readonly<Record<string, (sizes: OwnSizes) => unknown>> = { './lstm.ts': ownLstm, './joint.ts': joint };
const loaded = (experiment: ResolvedExperiment): ResolvedExperiment => mapOwnCells(experiment, cell => withCode(cell, { make: codes[cell.file]!, call: f => f() }));

const names = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'a' : 'b'}\t${'xy'.repeat(1 + i % 3)}\n`).join('');
const adding = { kind: 'task', task: 'adding', validationSequences: 4 };
const labelled = { kind: 'labelled', file: 'names.tsv' };
const plain = (kind: string) => ({ cell: { kind }, hiddenSize: 3 });

/** Every way in which a model takes a cell. */
const ways: Readonly<Record<string, (kind: string) => { data: object; model: Model; training?: object }>> = {
  'a stack that reads both ways, deep before x and h': kind => ({ data: adding, model: { layers: [{ ...plain(kind), direction: 'both', depth: { input: 1, hidden: 1, skip: true } }, { ...plain(kind), direction: 'backward' }] } }),
  'an encoder and a decoder with attention': kind => ({ data: { kind: 'task', task: 'dates', validationSequences: 4 }, model: { encoder: { layers: [{ ...plain(kind), direction: 'both' }], as: 'both', attention: { kind: 'additive', size: 3 } }, layers: [plain(kind)] } as Model }),
  'an encoder and a decoder without': kind => ({ data: { kind: 'task', task: 'dates', validationSequences: 4 }, model: { encoder: { layers: [plain(kind)], as: 'initialState' }, layers: [plain(kind)] } as Model }),
  'a context, and a halting unit': kind => ({ data: labelled, model: { layers: [plain(kind)], context: { as: 'both' }, ending: 'halt' } }),
  'a length that is predicted first': kind => ({ data: labelled, model: { layers: [plain(kind)], ending: 'length' } }),
  'its own output': kind => ({ data: { kind: 'task', task: 'copy', validationSequences: 4 }, model: { layers: [plain(kind)], recurrence: 'both' }, training: { teacherForcing: { kind: 'never' } } }),
  'trees, read as chains': kind => ({ data: { kind: 'task', task: 'listOps', shape: 'chain', arguments: 2, symbols: 5, validationSequences: 4 }, model: { layers: [plain(kind)] } }),
  'a text, its gradient cut': kind => ({ data: { kind: 'text', file: 'a.txt' }, model: { layers: [plain(kind), plain(kind)] }, training: { backpropagation: { kind: 'truncated', k1: 4, k2: 4 } } }),
  'dropout': kind => ({ data: adding, model: { layers: [{ ...plain(kind), dropout: 0.2 }] } }),
};

async function lossesOf(way: string, kind: string): Promise<{ losses: number[]; experiment: ResolvedExperiment; estimate: number }> {
  const { data, model, training } = ways[way]!(kind);
  const given = loaded(experimentOf({ data, model, device: 'cpu', training: { batchSize: 2, tau: 8, steps: 10, ...(model.encoder && { tau: 30 }), ...training } } as unknown as Parameters<typeof experimentOf>[0]));
  const source = await openData(given, filesOf({ 'names.tsv': names, 'a.txt': names }));
  const experiment = await traceOwnCells(given, source);
  if (!getBackend()) await setBackend('cpu');
  const before = memory().numTensors;
  const compiled = await compileModel(experiment, source, new TfjsEngine('cpu'));
  const losses = [(await compiled.run(source.next())).loss, (await compiled.run(source.next())).loss];
  await compiled.probe(source.probe());
  compiled.dispose();
  expect(memory().numTensors).toBe(before);
  return { losses, experiment, estimate: estimateMemory(experiment, source).parameters };
}

it.each(Object.keys(ways))('is in %s what the built-in one is, to the last digit of two losses', async way => {
  const [own, builtIn] = [await lossesOf(way, './lstm.ts'), await lossesOf(way, 'lstm')];
  expect(ownCells(own.experiment).every(({ facts }) => facts)).toBe(true);
  own.losses.forEach((loss, i) => expect(Math.abs(loss / builtIn.losses[i]! - 1)).toBeLessThan(1e-6));
  expect(own.estimate).toBe(builtIn.estimate);
});

it.each(Object.keys(ways))('trains in %s whatever its parameters are called', async way => {
  const { losses, experiment } = await lossesOf(way, './joint.ts');
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(ownCells(experiment)[0]!.facts).toMatchObject({ inputs: [], recurrent: [], mixed: ['K'] });
});

it('says what does not go with it once it is known', async () => {
  const given = loaded(experimentOf({ data: adding, model: { layers: [plain('./lstm.ts')] }, device: 'cpu', training: { omega: 1 } } as unknown as Parameters<typeof experimentOf>[0]));
  await expect(traceOwnCells(given, { inputSize: 2, outputSize: 1 })).rejects.toThrow('`omega` is for cells whose whole state is h; the cell "./lstm.ts" carries more: set `omega` to 0, or take another cell.');
});
