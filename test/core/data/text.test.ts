import { expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { readSymbols, type TextData } from '../../../src/core/data/readSymbols.ts';
import { TextSource } from '../../../src/core/data/text.ts';
import { experimentOf } from '../experiments.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

function source(text: string, { batchSize = 2, tau = 3, validation = 0, prime = '', ...data }: Partial<TextData> & { batchSize?: number; tau?: number; prime?: string } = {}): TextSource {
  const experiment = experimentOf({ data: { kind: 'text', file: 'abc.txt', validation, ...data }, training: { batchSize, tau }, samples: { prime } });
  return new TextSource(readSymbols(new TextEncoder().encode(text), experiment.data as TextData), 'abc.txt', experiment, validation);
}

/** The rows of x and y as text, for an alphabet of consecutive letters. */
function rows({ batchSize, tau, x, y }: Batch): string[] {
  const write = (data: ArrayLike<number>, b: number) => Array.from({ length: tau }, (_, t) => letters[data[b * tau + t]!]).join('');
  return Array.from({ length: batchSize }, (_, b) => `${write(x.data, b)}→${write(y.data, b)}`);
}

test('streams are contiguous, window after window, and start again at the end', () => {
  const data = source(letters.slice(0, 14)); // streams of 6: abcdef, ghijkl
  const batches = [data.next(), data.next(), data.next()];
  expect(batches.map(rows)).toEqual([['abc→bcd', 'ghi→hij'], ['def→efg', 'jkl→klm'], ['abc→bcd', 'ghi→hij']]);
  expect(batches.map(({ continues }) => continues)).toEqual([false, true, false]);
});

test('every character but what is left over is a target once in a round', () => {
  const text = Array.from({ length: 101 }, (_, i) => letters[i % 26]).join('');
  const data = source(text, { batchSize: 5, tau: 4 });
  const targets = Array.from({ length: 5 }, () => rows(data.next())).flat();
  const streams = Array.from({ length: 5 }, (_, b) => targets.filter((_, i) => i % 5 === b).map(row => row.slice(5)).join(''));
  expect(streams.join('')).toBe(text.slice(1));
});

test('keeps the last share for validation and trains on none of it', () => {
  const data = source(letters.slice(0, 20), { validation: 0.35 }); // 13 + 7
  expect([...data.validation()].map(rows)).toEqual([['nop→opq', 'qrs→rst']]);
  expect(rows(data.probe())).toEqual(['nop→opq']);
  const trained = Array.from({ length: 6 }, () => rows(data.next())).flat().join('');
  expect(trained).not.toMatch(/[n-z]/);
});

test('validation is the same each time, and nothing where nothing is kept', () => {
  const data = source(letters, { validation: 0.5 });
  expect([...data.validation()].map(rows)).toEqual([...data.validation()].map(rows));
  expect([...source(letters).validation()]).toEqual([]);
});

test('a short validation part takes fewer and shorter streams', () => {
  const [batch, ...rest] = source(letters, { batchSize: 2, tau: 8, validation: 0.2 }).validation(); // 5 characters
  expect(rows(batch!)).toEqual(['vwxy→wxyz']);
  expect(rest).toEqual([]);
});

test('goes on from a cursor', () => {
  const data = source(letters);
  data.next();
  const cursor = data.cursor();
  const expected = data.next();
  const other = source(letters);
  other.seek(cursor);
  expect(other.next()).toEqual(expected);
  expect(() => other.seek('1000 2×3')).toThrow('"1000 2×3" is not a place in this text');
});

test('a place among streams of another shape is none: the text begins anew', () => {
  const [data, wider, longer] = [source(letters), source(letters, { batchSize: 3 }), source(letters, { tau: 4 })];
  data.next();
  for (const other of [wider, longer]) {
    other.next();
    other.seek(data.cursor());
    expect(other.next()).toMatchObject({ continues: false });
  }
});

test('writes white space visibly', () => {
  const data = source('a b\nc\td a b', { batchSize: 1, tau: 6 });
  expect(data.describe(data.next())).toEqual({
    inputs: ['a', '␣', 'b', '↵', 'c', '⇥'], targets: ['␣', 'b', '↵', 'c', '⇥', 'd'], classes: ['⇥', '↵', '␣', 'a', 'b', 'c', 'd'],
  });
});

test('says how long a text must be, and what the prime may not hold', () => {
  expect(() => source('abcdef', { batchSize: 2, tau: 3 })).toThrow(expect.objectContaining({
    message: expect.stringContaining('takes 7 characters to train on, and there are 6'), path: ['training', 'tau'],
  }));
  expect(() => source(letters, { prime: 'Call' })).toThrow(expect.objectContaining({
    message: 'The model cannot read "C" of the prime: it does not occur in abc.txt.', path: ['samples', 'prime'],
  }));
  expect(() => source(letters, { validation: 0.05 })).toThrow(expect.objectContaining({ path: ['data', 'validation'] }));
});

test('by bytes or words it says so, and what it knows of them', () => {
  const message = (fields: Partial<TextData>) => source('the cat saw the dog, the dog saw a bird ö', { batchSize: 1, ...fields }).notes[0]!.message;
  expect(message({})).toBe('abc.txt: 41 characters, 16 different; the last 0 for validation.');
  expect(message({ unit: 'bytes' })).toBe('abc.txt: 42 bytes, 17 different; the last 0 for validation.');
  expect(message({ unit: 'words', vocabulary: 2 })).toBe('abc.txt: 12 words, 8 different, of which the model knows 2 (58.3 % of the text are others, <unk>); the last 0 for validation.');
  expect(source('to be or not', { unit: 'words', batchSize: 1 }).describe(source('to be or not', { unit: 'words', batchSize: 1 }).next())).toEqual({
    inputs: ['to', 'be', 'or'], targets: ['be', 'or', 'not'], classes: ['<unk>', 'be', 'not', 'or', 'to'],
  });
  expect(() => source('to be or', { unit: 'words' })).toThrow('takes 7 words to train on, and there are 3.');
  expect(() => source('to be or', { unit: 'bytes', tau: 5 })).toThrow('takes 11 bytes to train on, and there are 8.');
});

test('any prime can be read by bytes and by words', () => {
  expect(() => source(letters, { unit: 'bytes', prime: 'Call 東京' })).not.toThrow();
  expect(() => source('to be or not to be that is', { unit: 'words', prime: 'Call me' })).not.toThrow();
});
