import { add, matMul, memory, mul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { withCode } from '../../src/core/cells/own.ts';
import type { OwnSizes } from '../../src/core/cells/own.ts';
import { openData } from '../../src/core/data/open.ts';
import type { DataSource } from '../../src/core/data/source.ts';
import { sameAround } from '../../src/core/graph/stepGraph.ts';
import type { StepTrace } from '../../src/core/graph/stepGraph.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { mapOwnCells } from '../../src/core/spec/ownCells.ts';
import { compileModel } from '../../src/core/train/compileModel.ts';
import { TfjsEngine } from '../../src/engine/tfjs/tfjsEngine.ts';
import { traceSteps } from '../../src/engine/traceSteps.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';

const adding = { kind: 'task', task: 'adding', validationSequences: 4 };
const dates = { kind: 'task', task: 'dates', validationSequences: 4 };
const lstm = (direction = 'forward') => ({ cell: { kind: 'lstm' }, hiddenSize: 3, direction });

async function opened({ training, ...experiment }: { data: object; model: object; training?: object; device?: string }): Promise<{ experiment: ResolvedExperiment; data: DataSource }> {
  const given = experimentOf({ device: 'cpu', ...experiment, training: { batchSize: 2, tau: 6, steps: 10, ...training } } as unknown as Parameters<typeof experimentOf>[0]);
  return { experiment: given, data: await openData(given, filesOf({})) };
}

/** Rows of h as the probe sees them, by column, beside the least and the greatest that was traced. */
function agrees(trace: StepTrace, h: { readonly shape: readonly number[]; readonly data: ArrayLike<number> }, offset = 0): number {
  const n = h.shape[1]!;
  let compared = 0;
  for (let t = 0; t < h.shape[0]!; t++) {
    const value = trace.graphs[trace.of[offset + t]!]!.results['h']!;
    if (value.kind !== 'operation' || value.output > 0) throw new Error('h is no result of an operation');
    const [least, , greatest] = trace.values[offset + t]![value.index]!;
    const row = Array.from({ length: n }, (_, i) => h.data[t * n + i]!);
    expect(least).toBeCloseTo(Math.min(...row), 3);
    expect(greatest).toBeCloseTo(Math.max(...row), 3);
    compared++;
  }
  return compared;
}

it.each([
  ['a stack that reads both ways', { data: adding, model: { layers: [lstm('both'), lstm('backward')] } }, { 'layers.0.forward': 'layers.0.h', 'layers.0.backward': 'layers.0.g', 'layers.1': 'layers.1.g' }],
  ['a deep layer, its dropout off', { data: adding, model: { layers: [{ ...lstm(), dropout: 0.5, depth: { input: 1, hidden: 1, skip: true } }] } }, { 'layers.0': 'layers.0.h' }],
  ['what reads its own output', { data: { ...adding, task: 'copy' }, model: { layers: [lstm()], recurrence: 'both' }, training: { teacherForcing: { kind: 'never' } } }, { 'layers.0': 'layers.0.h' }],
  ['an encoder and a decoder with attention', { data: dates, model: { encoder: { layers: [lstm()], as: 'both', attention: { kind: 'additive', size: 3 } }, layers: [lstm()] }, training: { tau: 30 } }, { 'encoder.layers.0': 'encoder.layers.0.h', 'layers.0': 'layers.0.h' }],
  ['trees', { data: { ...adding, task: 'listOps' }, model: { layers: [{ cell: { kind: 'treeLstm', variant: 'childSum' }, hiddenSize: 3 }] }, training: { tau: 24 } }, { 'layers.0': 'layers.0.h' }],
] as const)('goes through every step as the probe sees it: %s', async (_, spec, chains) => {
  const { experiment, data } = await opened(spec);
  const model = await compileModel(experiment, data, new TfjsEngine('cpu'));
  if (experiment.model.recurrence !== 'hidden') model.set('teacherForcing', 0);
  const seen = await model.probe(data.probe());
  model.dispose();
  const before = memory().numTensors;
  const traces = await traceSteps(experiment, data);
  expect(memory().numTensors).toBe(before);
  const source = data.probe().source ? seen['encoder.layers.0.h']!.shape[0]! : 0;
  expect(Object.keys(traces).sort()).toEqual(Object.keys(chains).sort());
  for (const [chain, state] of Object.entries(chains)) expect(agrees(traces[chain]!, seen[state]!, chain.startsWith('encoder') ? 0 : source)).toBeGreaterThan(2);
  const sizes = JSON.stringify(Object.values(traces).flatMap(({ graphs }) => graphs.flatMap(({ operations }) => operations.flatMap(({ shapes }) => shapes))));
  expect(sizes).toContain('"B",3');
});

type P = Record<string, Tensor2D>;

it('a cell that computes otherwise from some t on has another graph there, and the saved parameters count', async () => {
  const late = ({ inputSize: nX, hiddenSize: n }: OwnSizes) => ({
    parameters: { U: { shape: [nX, n] }, W: { shape: [n, n] } },
    step: ({ U, W }: P, { h }: P, x: Tensor2D, { t }: { t: number }) => {
      const a: Tensor2D = add(matMul(x, U!), matMul(h!, W!));
      return { state: { h: t < 4 ? tanh(a) : tanh(mul(a, 0.5)) } };
    },
  });
  const given = await opened({ data: adding, model: { layers: [{ cell: { kind: './late.ts' }, hiddenSize: 3 }] } });
  const experiment = mapOwnCells(given.experiment, cell => withCode(cell, { make: late, call: f => f() }));
  const { 'layers.0': trace } = await traceSteps(experiment, given.data);
  expect(trace!.of).toEqual([0, 0, 0, 0, 1, 1]);
  expect([sameAround(trace!, 2), sameAround(trace!, 5)]).toEqual([{ from: 0, to: 3 }, { from: 4, to: 5 }]);
  expect(trace!.graphs.map(({ operations }) => operations.map(({ op }) => op).join(' '))).toEqual(['matMul matMul add tanh', 'matMul matMul add mul tanh']);
  const zeros = { 'layers.0.U': [2, 3], 'layers.0.W': [3, 3], V: [3, 1], c: [1] };
  const saved = { step: 7, tensors: Object.fromEntries(Object.entries(zeros).map(([name, shape]) => [name, { shape, data: new Float32Array(shape.reduce((a, b) => a * b)) }])) };
  expect((await traceSteps(experiment, given.data, saved))['layers.0']!.values[5]!.at(-1)).toEqual([0, 0, 0]);
});

it('before the first step, a training that begins with a checkpoint has its parameters, but those that are fresh', async () => {
  const { experiment, data } = await opened({ data: adding, model: { layers: [lstm()] } });
  const model = await compileModel(experiment, data, new TfjsEngine('cpu'));
  const drawn = await model.snapshot();
  model.dispose();
  const tensors = Object.fromEntries(Object.entries(drawn).map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]));
  const begin = (...fresh: string[]) => ({ file: 'before.safetensors', fresh, checkpoint: { step: 9, tensors, vocabulary: data.memory } });
  const last = async (...given: Parameters<typeof traceSteps> extends [unknown, unknown, ...infer Rest] ? Rest : never) => (await traceSteps(experiment, data, ...given))['layers.0']!.values[5]!.at(-1);
  expect(await last(undefined, begin())).toEqual([0, 0, 0]);
  expect(await last(undefined, begin('layers.0'))).toEqual(await last());
  expect(await last({ step: 3, tensors: drawn }, begin())).toEqual(await last());
});

it('says so where it would take minutes', async () => {
  const { experiment, data } = await opened({ data: adding, device: 'wasm', model: { layers: [{ ...lstm(), hiddenSize: 1000 }] }, training: { tau: 2000 } });
  await expect(traceSteps(experiment, data)).rejects.toThrow(/would take minutes/);
});
