import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import { lookAt } from '../../../src/core/propose/lookAt.ts';
import { memoryOf, windowOf } from '../../../src/core/propose/memory.ts';
import { propose } from '../../../src/core/propose/propose.ts';
import { parseText } from '../../../src/core/spec/jsonc.ts';
import type { Experiment } from '../../../src/core/spec/experiment.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { filesOf } from '../experiments.ts';
import { daily, files, hour, npy, table } from './files.ts';

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : content);

async function proposed(file: string, content: string | Uint8Array = files[file]!) {
  const bytes = bytesOf(content);
  const proposals = propose(await lookAt({ file, bytes, size: bytes.length }), file);
  return proposals.map(proposal => ({ ...proposal, experiment: parseText(proposal.text).value as Experiment, line: `${proposal.title}: ${proposal.model} – ${proposal.reason}` }));
}

describe('what is proposed', () => {
  test.each<[file: string, first: RegExp]>([
    ['prose.txt', /^Predict the next character: LSTM of 64 units – 2,\d+ characters, \d+ different; window \d+$/],
    ['noise.bin', /^Predict the next byte: /],
    ['load.csv', /^Forecast "load" one row ahead: LSTM of 32 units – 720 rows; window 48, two days of 24 rows$/],
    ['weather.tsv', /^Forecast "temperature" one row ahead: .*window 48, two days of 24 rows$/],
    ['u-y.csv', /^Answer "y" to "u": LSTM/],
    ['rain.csv', /^Forecast "rain" one row ahead/],
    ['gaps.csv', /^Forecast "b" one row ahead/],
    ['patients.csv', /^Tell "mood" \("calm" and "wild"\) from the numbers so far: .* 120 rows in 6 series/],
    ['numbers.dat', /^Forecast "value" one row ahead/],
    ['pair.json', /^Answer "y" to "u"/],
    ['list.json', /^Forecast "value" one row ahead/],
    ['two.npy', /^Forecast "1" one row ahead/],
    ['columns.parquet', /^Forecast "level" one row ahead/],
    ['dates.tsv', /^Write the answer to a source: encoder and decoder of GRUs, with attention – 40 pairs/],
    ['sums.tsv', /^Write the answer to a source: .* – 40 pairs of texts, of/],
    ['words.csv', /^Write the answer to a source: .* – 20 pairs of texts \(columns "english" and "french"\), of 7 characters at most/],
    ['reviews.csv', /^Tell the label of a sequence.* 30 sequences of 2 labels \("bad" and "good"\) \(columns "review" and "label"\)/],
    ['moods.csv', /^Tell the label of a sequence.* 30 sequences of 2 labels \("bad" and "good"\) \(columns "mood" and "review"\)/],
    ['sums.jsonl', /^Write the answer to a source/],
    ['names.tsv', /^Tell the label of a sequence.* 40 sequences of 2 labels \("en" and "fr"\)/],
    ['names.jsonl', /^Tell the label of a sequence/],
    ['moods.txt', /^Find the label of each node: Tree-LSTM/],
    ['operators.trees', /^Find the label of a tree: Tree-LSTM/],
    ['phrases.txt', /^Find the label of a tree: Tree-LSTM/],
  ])('of %s', async (file, first) => {
    expect((await proposed(file))[0]!.line).toMatch(first);
  });

  test('columns that count the rows, hold dates or have gaps are left out, and the file says why', async () => {
    const [load] = await proposed('load.csv');
    expect(load!.experiment.data).toMatchObject({ kind: 'series', column: 'load', horizon: 1 });
    expect(load!.experiment.data).not.toHaveProperty('inputs');
    expect(load!.text).toContain('// Left out: "date" is the time; "hour" counts the rows.');
    const [gaps] = await proposed('gaps.csv');
    expect(gaps!.text).toContain('// Left out: "a" cannot be read: gaps.csv:32:1: "a" is empty. Every row needs a number there.');
  });

  test('an answer is made of what goes in alone, at once', async () => {
    const [lstm, echoState, forecast] = await proposed('u-y.csv');
    expect(lstm!.experiment.data).toMatchObject({ column: 'y', inputs: ['u'], itself: false, horizon: 0 });
    expect(echoState!.experiment).toMatchObject({ data: { column: 'y', inputs: ['u'], itself: false, horizon: 0 }, training: { steps: 1, readout: { kind: 'ridge' } } });
    expect(forecast!.experiment.data).toMatchObject({ column: 'y', inputs: ['u'], horizon: 1 });
  });

  test('x and y beside z are three coordinates, not a question and its answer', async () => {
    const [first] = await proposed('lorenz.csv', `x,y,z\n${Array.from({ length: 50 }, (_, t) => [Math.sin(t), Math.cos(t), Math.sin(t / 2)].join(',')).join('\n')}`);
    expect(first!.title).toBe('Forecast "y" one row ahead');
  });

  test('0 and 1 are forecast as a probability', async () => {
    expect((await proposed('rain.csv'))[0]!.experiment.training).toMatchObject({ loss: 'binaryCrossEntropy' });
  });

  test('of several series none reaches into the next', async () => {
    for (const { experiment } of await proposed('patients.csv')) expect(experiment.data).toMatchObject({ series: 'patient' });
  });

  test('words are offered where they come again often enough, bytes always', async () => {
    expect((await proposed('long.txt')).map(({ title }) => title)).toEqual(['Predict the next character', 'Predict the next word', 'Predict the next byte']);
    expect((await proposed('prose.txt')).map(({ title }) => title)).toEqual(['Predict the next character', 'Predict the next byte']);
  });

  test('a first line of a table that names its columns is told beside the file, where it may be one of texts', async () => {
    expect((await proposed('words.csv'))[0]!.text).toContain('"file": "words.csv", // 20 pairs; its first line names the columns, "english" and "french"');
    expect((await proposed('moods.csv'))[0]!.text).toContain('"file": "moods.csv", // 30 sequences; its first line names the columns, "mood" and "review"');
    expect((await proposed('dates.tsv'))[0]!.text).toContain('"file": "dates.tsv", // 40 pairs\n');
  });

  test('a text that only begins as pairs do is a text, and says so', async () => {
    const [first] = await proposed('notes.txt', `${'one\ttwo\n'.repeat(100)}and no tab here\n`);
    expect(first).toMatchObject({ title: 'Predict the next character', reason: expect.stringContaining('notes.txt:101:16: there is no tab') });
  });

  test('a line of names above labelled lines is told', async () => {
    expect((await proposed('names.tsv', `label\tname\n${files['names.tsv'] as string}`))[0]!.reason).toContain('its first line looks like names of columns');
    expect((await proposed('names.tsv'))[0]!.reason).not.toContain('first line');
  });

  test('of a large file its beginning is enough', async () => {
    const bytes = bytesOf(files['load.csv']!);
    const [first] = propose(await lookAt({ file: 'load.csv', bytes, size: 1000 * bytes.length }), 'load.csv');
    expect(first!.reason).toMatch(/^about 720,000 rows; window 48/);
  });

  test('what is only seen of its beginning is not said of the whole file', async () => {
    const bytes = bytesOf(table('flat,rain,load', 40, t => [1, Number(Math.sin(t) > 0.3), Math.cos(t)]));
    const proposals = propose(await lookAt({ file: 'flat.csv', bytes, size: 10 * bytes.length }), 'flat.csv');
    expect(proposals[0]!.text).toContain('// Left out: "flat" does not change in the first 39 rows.');
    expect(proposals.filter(({ text }) => text.includes('binaryCrossEntropy'))).toEqual([]);
  });

  test.each([',', '\t'])('the beginning of a large table may end within a cell in quotes (separator %j)', async separator => {
    const rows = table(['note', 'load'].join(separator), 40, t => [`"a ""note""${separator}\nin two lines"`, Math.cos(t)], separator);
    const bytes = bytesOf(`${rows}\n"one that\ngoes\non`);
    const [first] = propose(await lookAt({ file: 'notes.csv', bytes, size: 100 * bytes.length }), 'notes.csv');
    expect(first!.title).toBe('Forecast "load" one row ahead');
  });

  test('days, and classes that rows are sorted by, tell no series apart; what is called one, or has many values, does', async () => {
    const bikes = await proposed('bikes.csv', table('dteday,hr,cnt', 24 * 9, t => [hour(t).slice(0, 10), t % 24, daily(t)]));
    expect(bikes[0]!.experiment.data).not.toHaveProperty('series');
    expect(bikes[0]!.text).toContain('// Left out: "dteday" is the time.');
    const irises = await proposed('iris.csv', table('petal,sepal,species', 150, t => [Math.sin(t), Math.cos(t), ['setosa', 'versicolor', 'virginica'][Math.floor(t / 50)]!]));
    expect(irises[0]).toMatchObject({ title: 'Tell "species" ("setosa", "versicolor" and "virginica") from the numbers so far' });
    const houses = (name: string, count: number) => proposed('houses.csv', table(`${name},load`, 150, t => [`house ${Math.floor(t * count / 150)}`, Math.cos(t)]));
    expect((await houses('site', 3))[0]!.experiment.data).toMatchObject({ series: 'site' });
    expect((await houses('house', 10))[0]!.experiment.data).toMatchObject({ series: 'house' });
  });

  test('years may be names of columns, and so may be numbers behind a blank', async () => {
    expect((await proposed('wide.csv', table('country,1990,1991', 20, t => [`land ${t}`, Math.sin(t), Math.cos(t)])))[0]!.title).toBe('Forecast "1991" one row ahead');
    expect((await proposed('pandas.csv', table(',0,1', 20, t => [t, Math.sin(t), Math.cos(t)])))[0]!.title).toBe('Forecast "1" one row ahead');
  });

  test.each<[string, lengths: readonly number[], tau: number, steps: number, batchSize: number]>([
    ['one that is read at once', [400], 359, 1, 1],
    ['several', [60, 40, 40, 40, 20], 60, 1, 4],
    ['of several one that is longer than what is read at a time', [12_000, 40, 40], 10_000, 1, 2],
    ['as many as make two updates of eleven', Array.from({ length: 25 }, () => 20), 20, 2, 11],
  ])('an echo state network is solved from each window once: %s', async (_, lengths, tau, steps, batchSize) => {
    const rows = lengths.flatMap((length, i) => Array.from({ length }, () => i));
    const content = lengths.length === 1 ? table('load', rows.length, t => [Math.cos(t * t)]) : table('series,load', rows.length, t => [rows[t]!, Math.cos(t * t)]);
    const echoState = (await proposed('several.csv', content)).find(({ model }) => model.startsWith('echo state'))!;
    expect(echoState.experiment.training).toMatchObject({ tau, steps, batchSize });
    const reading = readExperiment(echoState.text, { name: 'several' });
    if (!reading.ok) throw new Error(reading.problems[0]!.message);
    const data = await openData(reading.experiment, filesOf({ 'several.csv': content }));
    const read = new Set(Array.from({ length: steps }, () => data.next()).flatMap(({ x, tau: length }) => Array.from({ length: batchSize }, (__, b) => x.data.slice(b * length, (b + 1) * length).join())));
    expect(read.size).toBeGreaterThan(steps * batchSize - steps); // it wraps around by less than one an update
  });

  test('of a table of which the beginning was looked at, an echo state network is solved from about as many as there are', async () => {
    const bytes = bytesOf(table('series,load', 200, t => [Math.floor(t / 20), Math.cos(t * t)]));
    const echoState = propose(await lookAt({ file: 's.csv', bytes, size: 10 * bytes.length }), 's.csv').find(({ model }) => model.startsWith('echo state'))!;
    const { steps, batchSize } = (parseText(echoState.text).value as Experiment).training as { steps: number; batchSize: number };
    expect(Math.abs(steps * batchSize - 90)).toBeLessThanOrEqual(6);
  });

  test('there may be more series than a call takes arguments', async () => {
    const lengths = [20, ...Array.from({ length: 150_000 }, () => 4)];
    const columns = [{ name: 'id', role: 'series' }, { name: 'load', role: 'number', values: Float64Array.from({ length: 20 }, (_, t) => Math.cos(t * t)) }] as const;
    expect(propose({ kind: 'table', file: 'many.csv', rows: 600_020, isWhole: true, columns, series: { name: 'id', lengths } }, 'many.csv')[0]!.reason).toContain('150,001 series');
  });
});

describe('what is nothing to learn from is refused in a sentence, with the place', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['empty.csv', '', 'empty.csv is empty.'],
    ['header.csv', 'a,b\n', 'header.csv has a line that names the columns, and no rows below it.'],
    ['nameless.csv', '1,2\n3,4\n5,6\n', 'nameless.csv:1:1: the first line must name the columns, and it holds numbers (1, 2). Put a line of names above it.'],
    ['first.csv', '2020-01-01,1.2,3.4\n2020-01-02,2.2,3.1\n2020-01-03,0.2,3.3\n', 'first.csv:1:1: the first line must name the columns, and it holds what the rows below it hold (2020-01-01, 1.2, 3.4). Put a line of names above it.'],
    ['days.tsv', '2020-01-01\t1\n2020-01-02\t3\n2020-01-03\t2\n', 'days.tsv:1:1: the first line must name the columns, and it holds what the rows below it hold (2020-01-01, 1). Put'],
    ['iris.data', '5.1,3.5,1.4,0.2,Iris-setosa\n4.9,3.0,1.4,0.2,Iris-setosa\n7.0,3.2,4.7,1.4,Iris-versicolor\n', 'iris.data:1:1: the first line must name the columns, and it holds what the rows below it hold (5.1, 3.5, 1.4, 0.2, …). Put'],
    ['ragged.csv', 'a,b\n1,2\n3\n', 'ragged.csv:3:1: this row has 1 cell, but the header has 2. Give it one for each column.'],
    ['comma.csv', 'a;b\n1,5;2,5\n2,5;3\n', 'comma.csv has no column of numbers to learn from, in 2 columns: "a" cannot be read: comma.csv:2:1: "a" is "1,5", not a number. Decimals take a point; "b" cannot be read'],
    ['short.csv', 'a\n1\n3\n2\n', 'short.csv is too short: it has 3 rows, and a forecast takes 8 at least.'],
    ['flat.csv', `a\n${'1\n'.repeat(20)}`, 'flat.csv has no column of numbers to learn from, in 1 column: "a" never changes.'],
    ['texts.parquet', new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'q', data: ['a', 'b'], type: 'STRING' }, { name: 'a', data: ['c', 'd'], type: 'STRING' }] })), 'texts.parquet has no column of numbers to learn from, in 2 columns: "q" is of text'],
    ['quote.csv', 'q,a\nhello,"you\nwho,me\n', 'quote.csv:2:7: '],
    ['gap.csv', 'q,a\nhello,you\nwho,\nyes,no\nwhat,that\n', 'gap.csv:3:5: "a" is empty; each row has a text there.'],
    ['latin.txt', Uint8Array.from([65, 66, 0xE9, 67]), 'latin.txt is not UTF-8 text'],
    ['few.txt', 'abc', 'few.txt is too short to learn from: it has 3 characters'],
    ['same.txt', 'a'.repeat(100), 'same.txt holds nothing but one character'],
    ['one.tsv', 'a\tb\nc\t\n', 'one.tsv:2:3: the target is empty.'],
    ['lines.jsonl', '{"a": 1}\n', 'lines.jsonl:1:1: a pair is'],
    ['bad.json', '{"u": [1,\n2', 'bad.json:2:2: this is not JSON.'],
    ['object.json', '{"a": "b"}', 'object.json is no table'],
    ['mine.unfold.json', '{}', 'mine.unfold.json is an experiment already'],
    ['open.trees', '1 (a b)\n1 (a b\n', 'open.trees:2:3: this bracket is never closed.'],
    ['same.trees', '1 (a b)\n1 (c d)\n', 'All trees of same.trees have the label "1"'],
    ['not.npy', 'abc', 'not.npy is no array of numpy'],
    ['three.npy', npy('(2, 2, 2)', new Float64Array(8)), 'three.npy has 3 dimensions'],
    ['not.parquet', 'abc', 'not.parquet is no Parquet file'],
  ])('%s', async (file, content, sentence) => {
    await expect(proposed(file, content)).rejects.toThrow(sentence);
  });
});

describe('the past of a series', () => {
  const wave = (rows: number, period: number, trend = 0) => Float64Array.from({ length: rows }, (_, t) => Math.sin(2 * Math.PI * t / period) + trend * t + 0.2 * Math.cos(t * t));

  test.each([[12, 0], [24, 0], [50, 0], [168, 0.02]])('a period of %d rows is found, with a trend as without', (period, off) => {
    for (const trend of [0, 0.05]) expect(Math.abs(memoryOf(wave(1000, period, trend)).season! / period - 1)).toBeLessThanOrEqual(off);
  });

  test('a season that is about a day is one', async () => {
    const minutes = Array.from({ length: 1000 }, (_, t) => `2024-01-${String(1 + Math.floor(t / 144)).padStart(2, '0')} ${String(Math.floor(t / 6) % 24).padStart(2, '0')}:${t % 6}0,${(Math.sin(2 * Math.PI * t / 144) + 0.2 * Math.cos(t * t)).toFixed(4)}`);
    expect((await proposed('minutes.csv', ['date,load', ...minutes].join('\n')))[0]!.reason).toBe('1,000 rows; window 144, a day of 144 rows');
  });

  test('the shorter of two periods counts where both are strong', () => {
    const hourly = Float64Array.from({ length: 2000 }, (_, t) => Math.sin(2 * Math.PI * t / 24) + 0.3 * Math.sin(2 * Math.PI * t / 168));
    expect(memoryOf(hourly).season).toBe(24);
  });

  test('chance has none, nor a straight line, nor what never changes', () => {
    let state = 1;
    const random = Float64Array.from({ length: 1000 }, () => (state = state * 16807 % 2147483647) / 2147483647);
    expect(memoryOf(random)).toEqual({ fades: 1 });
    expect(memoryOf(Float64Array.from({ length: 100 }, (_, t) => 2 * t)).season).toBeUndefined();
    expect(memoryOf(new Float64Array(100)).season).toBeUndefined();
  });

  test('a window has two seasons, more of short ones, or four times what fades', () => {
    expect([{ season: 24, fades: 5 }, { season: 3, fades: 1 }, { season: 168, fades: 5 }, { season: 400, fades: 5 }, { fades: 1 }, { fades: 9 }, { fades: 900 }].map(windowOf)).toEqual([48, 18, 168, 128, 8, 36, 64]);
  });
});
