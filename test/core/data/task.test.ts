import { describe, expect, test } from 'vitest';
import { TaskSource } from '../../../src/core/data/task.ts';
import { split } from '../../../src/core/math/random.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import { adding } from '../../../src/core/tasks/adding.ts';
import type { TaskData } from '../../../src/core/tasks/task.ts';
import { makeTask } from '../../../src/core/tasks/tasks.ts';
import { experimentOf } from '../experiments.ts';

const experiment = experimentOf({ data: { kind: 'task', task: 'adding' }, training: { tau: 12, batchSize: 4 }, seed: 5 });
const source = () => new TaskSource(adding(), experiment, 10);

/** Answers with the sum it can compute from the markers. */
const solver = {
  predict: async ({ batchSize, tau, x }: Batch) => {
    const sum = (b: number) => Array.from({ length: tau }, (_, t) => x.data[2 * (b * tau + t)]! * x.data[2 * (b * tau + t) + 1]!).reduce((a, c) => a + c);
    return { shape: [batchSize, 1, 1], data: Float32Array.from({ length: batchSize }, (_, b) => sum(b)) };
  },
};

test('draws fresh sequences from the seed', () => {
  const data = source();
  const [first, second] = [data.next(), data.next()];
  expect(first).not.toEqual(second);
  expect(first).toMatchObject({ batchSize: 4, tau: 12, continues: false, x: { kind: 'rows', size: 2 }, y: { tau: 1, size: 1 } });
  expect(source().next()).toEqual(first);
});

test('validation is a set of its own, the same each time, whatever was trained on before', () => {
  const data = source();
  const before = [...data.validation()];
  const trained = data.next();
  expect([...data.validation()]).toEqual(before);
  expect(before.map(({ batchSize }) => batchSize)).toEqual([4, 4, 2]);
  expect(before[0]!.x.data).not.toEqual(trained.x.data);
});

test('goes on from a cursor', () => {
  const data = source();
  data.next();
  const cursor = data.cursor();
  const expected = data.next();
  const other = source();
  other.seek(cursor);
  expect(other.next()).toEqual(expected);
});

test('a sample shows answers of validation sequences beside the model’s', async () => {
  const sample = await source().sample(solver, { options: experiment.samples, random: split(1, 'sampling'), step: 2, breathe: async () => {} });
  if (sample.kind !== 'prediction') throw new Error('a sum is a number');
  expect(sample).toMatchObject({ step: 2, label: 'sum', start: 0 });
  expect(sample.target).toHaveLength(10);
  for (const [index, target] of sample.target.entries()) expect(sample.prediction[index]).toBeCloseTo(target, 6);
});

test('a sample of answers to each step begins where they count, the washout of a readout included', async () => {
  const tau = 60;
  const zero = { predict: async ({ batchSize }: Batch) => ({ shape: [batchSize, tau, 1], data: new Float32Array(batchSize * tau) }) };
  const startOf = async (washout?: number): Promise<[number, number]> => {
    const readout = washout === undefined ? {} : { readout: { kind: 'ridge', washout } as const };
    const layers = [{ cell: { kind: 'reservoir' as const }, hiddenSize: 4 }];
    const narma = experimentOf({ data: { kind: 'task', task: 'narma' }, model: { layers }, training: { tau, batchSize: 1, ...readout } });
    const sample = await new TaskSource(makeTask(narma.data as TaskData), narma, 1).sample(zero, { options: narma.samples, random: split(1, 'sampling'), step: 1, breathe: async () => {} });
    return sample.kind === 'prediction' ? [sample.start, sample.target.length] : [-1, -1];
  };
  expect(await startOf()).toEqual([30, 30]);
  expect(await startOf(10)).toEqual([30, 30]);
  expect(await startOf(50)).toEqual([50, 10]);
});

test('a sample of a series that goes on by itself shows all of it, though the validation counts its end alone', async () => {
  for (const [task, tau, steps] of [[{ task: 'mackeyGlass', horizon: 4 }, 12, 12], [{ task: 'waveform', continued: 8 }, 12, 20]] as const) {
    const experiment = experimentOf({ data: { kind: 'task', ...task } as TaskData, training: { tau, batchSize: 1 } });
    const zero = { predict: async ({ batchSize }: Batch) => ({ shape: [batchSize, steps, 1], data: new Float32Array(batchSize * steps) }) };
    const sample = await new TaskSource(makeTask(experiment.data as TaskData), experiment, 1).sample(zero, { options: experiment.samples, random: split(1, 'sampling'), step: 1, breathe: async () => {} });
    expect(sample).toMatchObject({ kind: 'prediction', start: 0, target: { length: steps } });
  }
});

test('describes the sequence a probe looks at', () => {
  const data = source();
  const { inputs, targets } = data.describe(data.probe());
  expect(inputs).toHaveLength(12);
  const sum = inputs.filter(input => input.endsWith(' marked')).map(parseFloat).reduce((a, b) => a + b);
  expect(Number(targets[0])).toBeCloseTo(sum, 1);
});

test('numbers are neither right nor wrong', async () => {
  expect(await source().measure(solver, async () => {})).toBeUndefined();
});

describe('a task of classes whose sequences differ in length', () => {
  const data = { kind: 'task', task: 'temporalOrder', validationSequences: 50 } as const;
  const order = experimentOf({ data, training: { tau: 30, batchSize: 8 }, seed: 3 });
  const open = () => new TaskSource(makeTask(order.data as TaskData), order, 50);

  /** Knows the order of X (5) and Y (6), but takes YY, the last class, for XX. */
  const careless = {
    predict: async ({ batchSize, tau, x }: Batch) => {
      const o = new Float32Array(batchSize * 4);
      for (let b = 0; b < batchSize; b++) {
        const [first, second] = [...x.data.subarray(b * tau, (b + 1) * tau)].filter(symbol => symbol === 5 || symbol === 6).map(symbol => symbol - 5);
        o[4 * b + (2 * first! + second!) % 3] = 1;
      }
      return { shape: [batchSize, 1, 4], data: o };
    },
  };

  test('fills them up, which the mask tells, and the longest of a batch gives its tau', () => {
    const { x, y, tau, batchSize } = open().next();
    expect(x).toMatchObject({ kind: 'indices', size: 8 });
    expect(y).toMatchObject({ kind: 'indices', size: 4, tau: 1 });
    const lengths = Array.from({ length: batchSize }, (_, b) => x.mask!.subarray(b * tau, (b + 1) * tau).indexOf(0)).map(length => (length < 0 ? tau : length));
    expect(Math.max(...lengths)).toBe(tau);
    expect(lengths.every((length, b) => x.data[b * tau] === 0 && x.data[b * tau + length - 1] === 7)).toBe(true); // E … B
  });

  test('tells the share of right answers: all but the class that is taken for another', async () => {
    const classes = [...open().validation()].flatMap(({ y }) => [...y.data]);
    const right = classes.filter(each => each !== 3).length / 50;
    expect(await open().measure(careless, async () => {})).toEqual({ accuracy: right, exact: right });
  });

  test('a sample is sequences with the right answer and the one given', async () => {
    const sample = await open().sample(careless, { options: order.samples, random: split(1, 'sampling'), step: 2, breathe: async () => {} });
    if (sample.kind !== 'answers') throw new Error('an order is a class');
    expect(sample).toMatchObject({ step: 2, label: 'order' });
    expect(sample.answers).toHaveLength(8);
    for (const { input, target, prediction } of sample.answers) {
      const [first, second] = input.replace(/[^XY]/g, '');
      expect(target).toBe({ XX: 'Q', XY: 'R', YX: 'S', YY: 'U' }[`${first}${second}`]);
      expect(prediction).toBe(target === 'U' ? 'Q' : target);
    }
  });

  test('describes symbols and classes by their names', () => {
    const source = open();
    const { inputs, targets, classes } = source.describe(source.probe());
    expect([inputs[0], inputs.at(-1)]).toEqual(['E', 'B']);
    expect(classes).toEqual(['Q', 'R', 'S', 'U']);
    expect(classes).toContain(targets[0]);
  });
});
