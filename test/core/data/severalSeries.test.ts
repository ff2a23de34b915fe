import { expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { withIndicators } from '../../../src/core/data/indicators.ts';
import { joinTables, tableOfText } from '../../../src/core/data/numberTable.ts';
import { SeveralSeries } from '../../../src/core/data/severalSeries.ts';
import { openData } from '../../../src/core/data/open.ts';
import { split } from '../../../src/core/math/random.ts';
import type { Layer, SeriesData } from '../../../src/core/spec/experiment.ts';
import { experimentOf, filesOf } from '../experiments.ts';
import { LastValueModel } from './lastValueModel.ts';

interface Options extends Partial<SeriesData> {
  readonly tau?: number;
  readonly batchSize?: number;
  readonly output?: 'each' | 'last';
  readonly washout?: number;
}

function experimentWith({ tau = 3, batchSize = 2, output = 'last', washout, ...series }: Options) {
  const data = { kind: 'series', file: 'a.csv', column: 'v', series: 'who', validation: 0.3, ...series } as const;
  const cell: Layer['cell'] = washout === undefined ? { kind: 'gru' } : { kind: 'reservoir' };
  const model = { layers: [{ cell, hiddenSize: 2 }], output };
  return experimentOf({ data, model, training: { tau, batchSize, ...(washout !== undefined && { readout: { kind: 'ridge', lambda: 1, washout } }) } });
}

/** Series a, b, … of so many rows each, whose numbers count on. */
function csv(...lengths: number[]): string {
  let row = 0;
  return `who,v\n${lengths.flatMap((length, s) => Array.from({ length }, () => `${'abcdef'[s]},${row++}`)).join('\n')}\n`;
}

function source(text: string, options: Options = {}): SeveralSeries {
  const experiment = experimentWith(options);
  return new SeveralSeries(tableOfText(text, 'a.csv'), experiment, experiment.data as Required<SeriesData>);
}

/** The windows of a batch, in the numbers of the file; `·` where a target does not count. */
function windows(data: SeveralSeries, batch: Batch): string[] {
  return Array.from({ length: batch.batchSize }, (_, b) => {
    const row = (part: Batch['x']) => ({ ...part, data: part.data.slice(b * part.tau * part.size, (b + 1) * part.tau * part.size) });
    const { inputs, targets } = data.describe({ ...batch, x: row(batch.x), y: row(batch.y) } as Batch);
    const counts = (t: number) => batch.y.mask === undefined || batch.y.mask[b * batch.y.tau + t] !== 0;
    return `${inputs.filter((__, t) => targets.length === 1 || counts(t)).join(' ')}→${targets.map((each, t) => (counts(t) ? each : '·')).join(' ')}`;
  });
}

test('no window reaches from one series into the next, and whole ones are kept', () => {
  const data = source(csv(5, 4, 4, 5)); // 18 rows, of which those of a, b and c are trained on
  const seen = new Set(Array.from({ length: 60 }, () => windows(data, data.next())).flat());
  expect([...seen].sort()).toEqual(['0 1 2→3', '1 2 3→4', '5 6 7→8', '9 10 11→12']);
  expect([...data.validation()].flatMap(batch => windows(data, batch))).toEqual(['13 14 15→16', '14 15 16→17']);
  expect(data.notes[0]!.message).toBe('a.csv: 4 series of 18 rows in all; the last 1 for validation.');
  expect(windows(data, data.probe())).toEqual(['13 14 15→16']);
});

test('with an output at each step a series may be shorter than a window', () => {
  const data = source(csv(6, 3, 5), { tau: 4, output: 'each' });
  const seen = new Set(Array.from({ length: 60 }, () => windows(data, data.next())).flat());
  expect([...seen].sort()).toEqual(['0 1 2 3→1 2 3 4', '1 2 3 4→2 3 4 5', '6 7→7 8 · ·']);
  expect([...data.validation()].flatMap(batch => windows(data, batch))).toEqual(['9 10 11 12→10 11 12 13']);
});

test('a readout learnt by least squares gets each row once, from the first series to the last, as far as the washout leaves something', () => {
  const data = source(csv(7, 3, 9, 4), { tau: 4, output: 'each', batchSize: 1, washout: 2, validation: 0.2 });
  const next = () => windows(data, data.next())[0];
  expect([next(), next(), next()]).toEqual(['0 1 2 3→1 2 3 4', '10 11 12 13→11 12 13 14', '14 15 16 17→15 16 17 18']);
  const cursor = data.cursor();
  expect([next(), next()]).toEqual(['0 1 2 3→1 2 3 4', '10 11 12 13→11 12 13 14']);
  data.seek(cursor);
  expect(next()).toBe('0 1 2 3→1 2 3 4');
});

test('a sample shows the last series', async () => {
  const sampling = { options: {} as never, random: split(1, 'sampling'), step: 3, breathe: async () => {} };
  const last = await source(csv(5, 5, 6)).sample(new LastValueModel('last'), sampling);
  expect([last.start, last.target]).toEqual([13, [13, 14, 15].map(value => expect.closeTo(value, 4))]);
  const each = await source(csv(5, 5, 6), { output: 'each', tau: 4 }).sample(new LastValueModel('each'), sampling);
  expect([each.start, each.target]).toEqual([11, [11, 12, 13, 14, 15].map(value => expect.closeTo(value, 4))]);
});

test('files are series, and within them those of a column', async () => {
  const files: Record<string, string> = { 'a.csv': csv(4, 4), 'b.csv': csv(4) };
  const open = (options: Options) => openData(experimentWith({ files: ['b.csv'], ...options }), filesOf(files));
  expect((await open({})).notes[0]!.message).toBe('a.csv: 3 series of 12 rows in all; the last 1 for validation.');
  expect((await open({ series: '' })).notes[0]!.message).toBe('a.csv: 2 series of 12 rows in all; the last 1 for validation.');
  await expect(open({ series: 'whom' })).rejects.toThrow('a.csv has no column "whom"');
  const gone = experimentWith({ files: ['b.csv', 'gone.csv'] });
  await expect(openData(gone, filesOf(files))).rejects.toMatchObject({ message: 'There is no file gone.csv.', path: ['data', 'files', 1] });
});

test('series that are all too short get a sentence', () => {
  expect(() => source(csv(3, 3, 3))).toThrow('a.csv is too short: a window of tau 3 and the row 1 ahead takes 4 rows of one series, and the longest that is trained on has 3. Lower `tau`.');
});

test('an indicator is 1 where a column says a word', () => {
  const table = withIndicators(joinTables([tableOfText('kind,v\nslow,1\nfast,2\n', 'a.csv'), tableOfText('v,kind\n3,slow\n', 'b.csv')]), ['v', 'kind = slow', 'other = x']);
  expect(table.header).toEqual(['kind', 'v', 'kind = slow']);
  expect([[...table.column(2)], [...table.column(1)]]).toEqual([[1, 0, 1], [1, 2, 3]]);
  expect(() => withIndicators(table, ['kind = slower']).column(3)).toThrow('No row of a.csv has "slower" in the column "kind"');
});
