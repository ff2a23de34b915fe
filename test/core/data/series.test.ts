import { expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { tableOfText } from '../../../src/core/data/numberTable.ts';
import { SeriesSource } from '../../../src/core/data/series.ts';
import type { SeriesData } from '../../../src/core/spec/experiment.ts';
import { SpecError } from '../../../src/core/spec/problem.ts';
import { LastValueModel } from './lastValueModel.ts';
import { experimentOf } from '../experiments.ts';
import { split } from '../../../src/core/math/random.ts';

interface Options extends Partial<SeriesData> {
  readonly tau?: number;
  readonly batchSize?: number;
  readonly output?: 'each' | 'last';
  readonly loss?: 'binaryCrossEntropy';
}

function source(csv: string, { tau = 3, batchSize = 4, output = 'last', loss, ...series }: Options = {}): SeriesSource {
  const data = { kind: 'series', file: 'co2.csv', column: 'v', ...series } as const;
  const experiment = experimentOf({ data, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }], output }, training: { tau, batchSize, ...(loss && { loss }) } });
  return new SeriesSource(tableOfText(csv, 'co2.csv'), experiment, experiment.data as Required<SeriesData>);
}

const table = (rows: number) => `t,v\n${Array.from({ length: rows }, (_, r) => `${r},${10 * r}`).join('\n')}`;

/** Each window as its inputs and targets in the units of the file. */
function windows(data: SeriesSource, batch: Batch): string[] {
  return Array.from({ length: batch.batchSize }, (_, b) => {
    const row = (part: Batch['x']) => ({ ...part, data: part.data.slice(b * part.tau * part.size, (b + 1) * part.tau * part.size) });
    const { inputs, targets } = data.describe({ ...batch, x: row(batch.x), y: row(batch.y) } as Batch);
    return `${inputs.join(' ')}→${targets.join(' ')}`;
  });
}

test('standardises by the training part alone', () => {
  const data = source('v\n1\n3\n1\n3\n1\n3\n1\n3\n100\n100\n', { validation: 0.2 });
  expect(data.memory).toEqual({ columns: [{ name: 'v', mean: 2, deviation: 1 }] });
  const batch = data.next();
  expect(new Set([...batch.x.data, ...batch.y.data])).toEqual(new Set([-1, 1]));
});

test('training windows and their targets stay out of the validation part', () => {
  const data = source(table(20), { validation: 0.25, horizon: 2 }); // rows 0 … 14
  const seen = new Set(Array.from({ length: 100 }, () => windows(data, data.next())).flat());
  const expected = Array.from({ length: 11 }, (_, s) => `${10 * s} ${10 * s + 10} ${10 * s + 20}→${10 * s + 40}`);
  expect([...seen].sort()).toEqual(expected.sort());
});

test('validation targets are the whole validation part, each once', () => {
  const last = source(table(20), { validation: 0.25, horizon: 2 });
  expect([...last.validation()].flatMap(batch => windows(last, batch)))
    .toEqual(['110 120 130→150', '120 130 140→160', '130 140 150→170', '140 150 160→180', '150 160 170→190']);
  const each = source(table(20), { validation: 0.3, horizon: 2, output: 'each' });
  expect([...each.validation()].flatMap(batch => windows(each, batch)))
    .toEqual(['120 130 140→140 150 160', '150 160 170→170 180 190']);
});

test('where the validation part is shorter than a window, the last one is measured where it lies in that part', () => {
  const data = source(table(40), { tau: 8, output: 'each' }); // rows 36 … 39
  const [batch, ...more] = [...data.validation()];
  expect(more).toEqual([]);
  expect(windows(data, batch!)).toEqual(['310 320 330 340 350 360 370 380→320 330 340 350 360 370 380 390']);
  expect([...batch!.y.mask!]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});

test('a column that the model does not see is made of others, of the same row where the horizon is 0', () => {
  const data = source('a,v,b\n1,10,5\n2,20,6\n3,30,7\n4,40,9\n', { inputs: ['b', 'a'], itself: false, horizon: 0, tau: 2, validation: 0, output: 'each' });
  expect(data.inputSize).toBe(2);
  expect(data.describe(data.probe())).toEqual({ inputs: ['5, 1', '6, 2'], targets: ['10', '20'] });
  expect(data.memory).toMatchObject({ columns: [{ name: 'v' }, { name: 'b' }, { name: 'a' }] });
});

test('a forecast from itself goes on after the last row, each forecast read as the next', async () => {
  const seen: number[] = [];
  const session = { next: async ([value]: Float32Array) => { seen.push(value!); return Float32Array.of(value! / 2); }, dispose() {} };
  const model = { predict: new LastValueModel('each').predict, sampler: () => session };
  const data = source('v\n-1\n1\n-1\n1\n-1\n1\n', { tau: 3, validation: 0, output: 'each' });
  const { target, prediction } = await data.sample(model, { ...sampling, beyond: 3 });
  expect(seen).toEqual([1, -1, 1, 0.5, 0.25]);
  expect(prediction.slice(target.length)).toEqual([0.5, 0.25, 0.125]);
  const two = source('v,w\n1,2\n2,5\n3,4\n4,5\n5,7\n', { tau: 2, inputs: ['w'], validation: 0, output: 'each' });
  await expect(two.sample(model, { ...sampling, beyond: 3 })).rejects.toThrow('only a forecast of "v" one row ahead');
});

test('other columns come behind the forecast column', () => {
  const data = source('a,v,b\n1,10,5\n2,20,6\n3,30,7\n4,40,9\n', { inputs: ['b', 'a'], tau: 2, validation: 0 });
  expect(data.inputSize).toBe(3);
  expect(data.describe(data.probe())).toEqual({ inputs: ['10, 5, 1', '20, 6, 2'], targets: ['30'] });
});

test('goes on from a cursor', () => {
  const data = source(table(40));
  data.next();
  const cursor = data.cursor();
  const expected = [data.next(), data.next()];
  const other = source(table(40));
  other.seek(cursor);
  expect([other.next(), other.next()]).toEqual(expected);
});

test.each(['each', 'last'] as const)('a sample is the validation part beside the forecast, in its own units (output %s)', async output => {
  const data = source(table(40), { validation: 0.25, horizon: 2, output });
  const options = experimentOf({ data: { kind: 'task', task: 'adding' } }).samples;
  const sample = await data.sample(new LastValueModel(output), { options, random: split(1, 'sampling'), step: 7, breathe: async () => {} });
  expect(sample).toMatchObject({ kind: 'prediction', step: 7, label: 'v', start: 30 });
  expect(sample.target).toHaveLength(10);
  for (const [index, target] of sample.target.entries()) {
    expect(target).toBeCloseTo(300 + 10 * index, 3);
    expect(sample.prediction[index]).toBeCloseTo(target - 20, 3); // the value two rows before
  }
});

const { samples: options } = experimentOf({ data: { kind: 'task', task: 'adding' } });
const sampling = { options, random: split(1, 'sampling'), step: 1, breathe: async () => {} };

test('shows the end of a long series, and the series itself where nothing is kept', async () => {
  const long = await source(table(3000), { validation: 0.5 }).sample(new LastValueModel('last'), sampling);
  expect([long.start, long.target.length]).toEqual([2500, 500]);
  const whole = await source(table(10), { validation: 0 }).sample(new LastValueModel('last'), sampling);
  expect([whole.start, whole.target.length]).toEqual([3, 7]);
});

test('a column that never changes gets a warning and no infinite numbers', () => {
  const data = source('v,k\n1,5\n2,5\n3,5\n4,5\n5,5\n', { inputs: ['k'], tau: 2, validation: 0 });
  expect(data.notes).toContainEqual({ level: 'warning', message: expect.stringMatching(/^k never changes/) });
  expect(data.next().x.data.every(Number.isFinite)).toBe(true);
});

const bad: [string, () => unknown, (string | number)[], string][] = [
  ['an unknown column', () => source('t,CO2\n1,2\n', { column: 'C02' }), ['data', 'column'], 'co2.csv has no column "C02"'],
  ['an unknown input', () => source('t,v\n1,2\n', { inputs: ['t', 'u'] }), ['data', 'inputs', 1], 'co2.csv has no column "u"'],
  ['two columns of one name', () => source('v,v\n1,2\n'), ['data', 'column'], 'co2.csv has two columns "v"'],
  ['numbers too large', () => source('v\n0\n1e200\n0\n1e200\n', { tau: 2, validation: 0 }), ['data', 'file'], 'the numbers of "v" are too large, or too close'],
  ['numbers too close', () => source('v\n0\n1e-170\n0\n1e-170\n', { tau: 2, validation: 0 }), ['data', 'file'], 'the numbers of "v" are too large, or too close'],
  ['one row', () => source('t,v\n1,2\n'), ['training', 'tau'], 'take 4 rows to train on, and there are 1'],
  ['tau longer than the data', () => source(table(40), { tau: 64 }), ['training', 'tau'], 'take 65 rows to train on, and there are 36'],
];

test.each(bad)('%s gets a sentence and a place', (_, open, path, message) => {
  expect(open).toThrow(SpecError);
  expect(open).toThrow(expect.objectContaining({ path, message: expect.stringContaining(message) }));
});

const coins = `v,w\n${Array.from({ length: 40 }, (_, r) => `${Math.floor(r / 3) % 2},${10 * r}`).join('\n')}`;

test('a column of 0 and 1 whose probability is forecast stays as it is, and its forecast is a probability', async () => {
  const data = source(coins, { loss: 'binaryCrossEntropy', inputs: ['w'] });
  const { x, y } = data.next();
  expect(new Set(y.data)).toEqual(new Set([0, 1]));
  expect(x.data.some(value => value !== 0 && value !== 1)).toBe(true); // the other column is standardised
  const { target, prediction } = await data.sample(new LastValueModel('last'), sampling);
  expect(new Set(target)).toEqual(new Set([0, 1]));
  for (const each of prediction) expect(each === 0.5 || Math.abs(each - 1 / (1 + Math.exp(-1))) < 1e-12).toBe(true); // its logits are 0 and 1
});

test('a column of other numbers has no such probability', () => {
  expect(() => source(table(40), { loss: 'binaryCrossEntropy' })).toThrow('`loss` is "binaryCrossEntropy", which is for a column of 0 and 1, but "v" of co2.csv has 10 in data row 2. Use "meanSquaredError", or leave it out.');
});
