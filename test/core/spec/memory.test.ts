import { describe, expect, test } from 'vitest';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { checkMemory, estimateMemory, formatBytes } from '../../../src/core/spec/memory.ts';
import { everyCellSpec, fusedCellSpecs, nameOf } from '../cells/experiments.ts';
import { adding, lines, read, resolved, series, textOf } from './texts.ts';

const stack = (...layers: [kind: string, hiddenSize: number][]) => ({ layers: layers.map(([kind, hiddenSize]) => ({ cell: { kind }, hiddenSize })) });
const sizes = { inputSize: 5, outputSize: 3 };

describe('estimate', () => {
  test.each(everyCellSpec.map(cell => [nameOf(cell), cell] as const))('every parameter of two layers of %s and V, c: themselves, and what the route lays out beside them', (_, cell) => {
    const layers = [{ cell, hiddenSize: 7 }, { cell, hiddenSize: 11 }];
    const numbers = recurrent({ layers, output: 'each', ...sizes }).parameters.map(({ shape }) => shape.reduce((product, n) => product * n));
    const count = numbers.reduce((sum, each) => sum + each);
    const copies = fusedCellSpecs.includes(cell) ? 3 : 2;
    expect(estimateMemory(resolved({ data: adding, model: { layers }, training: { tau: 5 } }), sizes).parameters).toBe(copies * 4 * count);
  });

  test('a layer that reads both ways has everything twice, and hands on twice as much', () => {
    const both = { layers: [7, 11].map(hiddenSize => ({ cell: { kind: 'tanh' }, hiddenSize, direction: 'both' })) };
    const { parameters } = estimateMemory(resolved({ data: adding, model: both }), sizes);
    expect(parameters).toBe(3 * 4 * (2 * (5 * 7 + 7 * 7 + 7) + 2 * (14 * 11 + 11 * 11 + 11) + 22 * 3 + 3));
  });

  test('feedforward layers count, wherever they are', () => {
    const layers = [{ cell: { kind: 'tanh' }, hiddenSize: 7, depth: { input: 2, hidden: 1 } }];
    const { parameters } = estimateMemory(resolved({ model: { layers, outputDepth: 2 } }), sizes);
    expect(parameters).toBe(2 * 4 * ((5 * 7 + 7) + (7 * 7 + 7) + (7 * 7 + 7) + (7 * 7 + 7 * 7 + 7) + 2 * (7 * 7 + 7) + 7 * 3 + 3));
  });

  test.each([['both', 5 * 7 + 3 * 7 + 7 * 7 + 7], ['output', 5 * 7 + 3 * 7 + 7]])('a model that carries %s has Y, and W where it reads its state', (recurrence, first) => {
    const { parameters } = estimateMemory(resolved({ data: { kind: 'task', task: 'copy' }, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 7 }], recurrence } }), sizes);
    expect(parameters).toBe(2 * 4 * (first + 7 * 3 + 3));
  });

  test.each([['input', 2 * 7], ['initialState', 2 * 7], ['both', 4 * 7]])('a model on a context as %s has its matrices', (as, more) => {
    const { parameters } = estimateMemory(resolved({ data: { kind: 'labelled', file: 'a.tsv' }, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 7 }], context: { as } } }), { ...sizes, contextSize: 2 });
    expect(parameters).toBe(2 * 4 * (5 * 7 + 7 * 7 + 7 + more + 7 * 3 + 3));
  });

  test('each thread has a gradient of its own', () => {
    const gradients = (threads: number) => estimateMemory(resolved(), sizes, threads).gradients;
    expect(gradients(3)).toBe(3 * gradients(1));
  });

  test('TensorFlow.js takes more, and several times as much where it computes step by step', () => {
    const total = (engine: object) => estimateMemory(resolved(engine), sizes).total;
    expect(total({ engine: 'tfjs' })).toBeGreaterThan(1.5 * total({}));
    expect(total({ device: 'cpu' })).toBeGreaterThan(2 * total({ engine: 'tfjs' }));
    expect(total({ device: 'webgl' })).toBe(total({ device: 'cpu' }));
  });

  test('slots grow from SGD over momentum and RMSProp to Adam', () => {
    const held = (optimiser: object) => estimateMemory(resolved({ training: { optimiser } }), sizes).optimiser;
    expect(held({ kind: 'sgd' })).toBe(0);
    expect(held({ kind: 'sgd', momentum: 0.9 })).toBeGreaterThan(0);
    expect(held({ kind: 'rmsprop' })).toBe(held({ kind: 'sgd', momentum: 0.9 }));
    expect(held({ kind: 'adam' })).toBe(2 * held({ kind: 'rmsprop' }));
  });

  test('activations grow with batch and tau', () => {
    const at = (batchSize: number, tau: number) => estimateMemory(resolved({ training: { batchSize, tau } }), sizes).activations;
    expect(at(6, 10)).toBe(6 * at(1, 10));
    expect(at(1, 60)).toBe(6 * at(1, 10));
  });
});

describe('refusal', () => {
  test('10⁹ units, with the estimate, at their place', () => {
    expect(lines(read(textOf({ model: stack(['lstm', 8], ['lstm', 1e9]) })).problems)).toEqual([
      'demo.unfold.json:18:23: `hiddenSize` 1,000,000,000 needs about 96 EB of memory (parameters 48 EB, gradients 16 EB, optimiser 32 EB, '
      + 'activations 57 TB); at most 4.3 GB can be used. Lower `hiddenSize`.',
    ]);
  });

  test('step by step on TensorFlow.js, which keeps the gradient of W once for each time step', () => {
    expect(lines(read(textOf({ device: 'cpu', model: stack(['lstm', 1e9]) })).problems)[0]).toMatch(
      /needs about 2\.\d ZB .* gradients 2\.\d ZB \(that of W once for each time step\), .* Lower `hiddenSize` or `tau`\.$/);
  });

  test.each([
    [{ tau: 1_000_000 }, ['training', 'tau']],
    [{ batchSize: 1_000_000 }, ['training', 'batchSize']],
  ])('%o', (training, path) => {
    expect(read(textOf({ training })).problems.map(problem => problem.path)).toEqual([path]);
  });

  test('the data may make it too large: the sizes it has count', () => {
    const experiment = resolved({ data: series });
    expect(checkMemory(experiment, { inputSize: 1, outputSize: 1 })).toEqual([]);
    expect(checkMemory(experiment, { inputSize: 1e8, outputSize: 1 })).toHaveLength(1);
  });

  test('a vocabulary: a warning before the text is read, which may have fewer words; a refusal where it has as many', () => {
    const data = { kind: 'text', file: 'a.txt', unit: 'words', vocabulary: 100_000 };
    const training = { batchSize: 256, tau: 128 };
    expect(lines(read(textOf({ data, training })).problems)).toEqual([
      expect.stringMatching(/warning.*If the text has as many: A vocabulary of 100,000 words needs about \d+ GB of memory .* Lower `vocabulary`, `batchSize` or `tau`\.$/),
    ]);
    expect(read(textOf({ data: { ...data, vocabulary: 1000 }, training })).problems).toEqual([]);
    const experiment = resolved({ data, training });
    expect(checkMemory(experiment, { inputSize: 1001, outputSize: 1001 })).toEqual([]);
    const [refusal] = checkMemory(experiment, { inputSize: 80_001, outputSize: 80_001 });
    expect(refusal).toMatchObject({ message: expect.stringMatching(/^A vocabulary of 80,000 words needs/), path: ['data', 'vocabulary'], severity: 'error' });
  });

  test('exactly the limit is allowed', () => {
    const experiment = resolved();
    const { total } = estimateMemory(experiment, sizes);
    expect(checkMemory(experiment, sizes, total)).toEqual([]);
    expect(checkMemory(experiment, sizes, total - 1)).toHaveLength(1);
  });
});

test('a batch that is too large, with both its sides', () => {
  expect(lines(read(textOf({ training: { batchSize: 1_000_000 } })).problems)).toEqual([
    expect.stringMatching(/^demo\.unfold\.json:17:18: `batchSize` 1,000,000 times `tau` 64 needs about \d+ GB of memory .* Lower `batchSize` or `tau`\.$/),
  ]);
});

test.each([
  [1, '1 bytes'], [999, '1,000 bytes'], [1500, '1.5 kB'], [4 * 2 ** 30, '4.3 GB'], [6.4e19, '64 EB'], [1e30, '1,000,000 YB'],
])('%d bytes are written %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});
