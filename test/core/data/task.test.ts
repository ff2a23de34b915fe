import { expect, test } from 'vitest';
import { TaskSource } from '../../../src/core/data/task.ts';
import { split } from '../../../src/core/math/random.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import { adding } from '../../../src/core/tasks/adding.ts';
import { experimentOf } from '../experiments.ts';

const experiment = experimentOf({ data: { kind: 'task', task: 'adding' }, training: { tau: 12, batchSize: 4 }, seed: 5 });
const source = () => new TaskSource(adding, experiment, 10);

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
  expect(sample).toMatchObject({ kind: 'prediction', step: 2, label: 'sum', start: 0 });
  expect(sample.target).toHaveLength(10);
  for (const [index, target] of sample.target.entries()) expect(sample.prediction[index]).toBeCloseTo(target, 6);
});

test('describes the sequence a probe looks at', () => {
  const data = source();
  const { inputs, targets } = data.describe(data.probe());
  expect(inputs).toHaveLength(12);
  const sum = inputs.filter(input => input.endsWith(' marked')).map(parseFloat).reduce((a, b) => a + b);
  expect(Number(targets[0])).toBeCloseTo(sum, 1);
});
