import { describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { openData } from '../../../src/core/data/open.ts';
import { split } from '../../../src/core/math/random.ts';
import { checkData } from '../../../src/core/spec/glance.ts';
import type { Search } from '../../../src/core/train/beamSearch.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const layers = [{ cell: { kind: 'lstm' as const }, hiddenSize: 4 }];
const experiment = (file: string, more: object = {}, batchSize = 2) => experimentOf({
  data: { kind: 'pairs', file, validation: 0.25, ...more }, model: { layers, encoder: { layers } }, training: { tau: 8, batchSize },
});
const open = (content: string, file = 'words.tsv', more: object = {}, batchSize?: number) => openData(experiment(file, more, batchSize), filesOf({ [file]: content }));

const four = 'one\teins\ntwo\tzwei\n\nthree\tdrei\r\nfour\tvier\n';

describe('a file of pairs', () => {
  test('is trained on but for its end', async () => {
    const data = await open(four, 'words.tsv', {}, 1);
    expect(data.notes.map(({ message }) => message)).toEqual(['words.tsv: 4 pairs; the last 1 for validation.']);
    const sources = new Set<string>();
    for (let i = 0; i < 30; i++) sources.add(data.describe(data.next()).source!.join(''));
    expect([...sources].sort()).toEqual(['one', 'three', 'two']);
    const [held] = [...data.validation()] as [Batch];
    expect(held).toMatchObject({ batchSize: 1, tau: 5, source: { tau: 4 } });
    expect(data.describe(held)).toMatchObject({ source: ['f', 'o', 'u', 'r'], inputs: ['∎', 'v', 'i', 'e', 'r'], targets: ['v', 'i', 'e', 'r', '∎'] });
  });

  test.each([
    ['["one", "eins"]\n["two", "zwei"]\n', 'as lists'], ['{ "source": "one", "target": "eins" }\n{"target":"zwei","source":"two"}', 'as objects'],
  ])('may be JSON lines %s', async (content) => {
    const data = await open(content, 'words.jsonl', { validation: 0.5 });
    expect(data.describe([...data.validation()][0]!)).toMatchObject({ source: ['t', 'w', 'o'], targets: ['z', 'w', 'e', 'i', '∎'] });
  });

  test('may be a table of two columns, with texts in quotes', async () => {
    const data = await open('english,german\n"one, 1",eins\n\ntwo,"zwei ""2"""\r\nthree,drei', 'words.csv', { validation: 0.5 }, 1);
    expect(data.notes[0]!.message).toBe('words.csv: 3 pairs; the last 1 for validation.');
    const sources = new Set<string>();
    for (let i = 0; i < 30; i++) sources.add(data.describe(data.next()).source!.join(''));
    expect([...sources].sort()).toEqual(['one, 1', 'two']);
    expect(data.describe([...data.validation()][0]!)).toMatchObject({ source: [...'three'] });
    expect((await open('a\tb\nc\td\n', 'words.csv', { validation: 0.5 })).notes[0]!.message).toContain('2 pairs'); // with tabs they are lines, whatever the file is called
    expect((await open('a, b\tc\nd\te, f\n', 'words.csv', { validation: 0.5 })).notes[0]!.message).toContain('2 pairs'); // and whatever commas are in them
  });

  test.each([
    ['en,de\none,eins\ntwo,zwei,2\n', 'words.csv', 'words.csv:3:10: two columns of texts are expected, named in the first line, and this row has 3 columns. A text with a comma in it stands in double quotes.'],
    ['en,de\n"one\n1",eins\ntwo,\n', 'words.csv', 'words.csv:4:5: "de" is empty; each row has a text there.'],
    ['en,de\none,"eins\ntwo,zwei\n', 'words.csv', 'words.csv:2:5: a cell begins with a quote that never ends.'],
    ['en,de\n"one\n1",eins\n"two\n2",zweiundzwanzig\n', 'words.csv', 'words.csv:4:1: the target has 14 characters, but `tau` is 8.'],
    ['one\teins\ntwo zwei\n', 'words.tsv', 'words.tsv:2:9: there is no tab, which would stand between the source and the target.'],
    ['one\teins\ttwo\n', 'words.tsv', 'words.tsv:1:9: a pair has two columns, and this line has 3.'],
    ['\teins\n', 'words.tsv', 'words.tsv:1:1: the source is empty.'],
    ['one\t\n', 'words.tsv', 'words.tsv:1:5: the target is empty.'],
    ['["one", "eins"]\n["two", ]\n', 'words.jsonl', 'words.jsonl:2:9: this is not JSON. A value is expected here.'],
    ['["one", ""]\n', 'words.jsonl', 'words.jsonl:1:1: the target is empty.'],
    ['["one", "eins"]\n\n["two", 2]\n', 'words.jsonl', 'words.jsonl:3:1: a pair is ["source", "target"] or { "source": …, "target": … }, both texts in double quotes.'],
    [`${four}much too long\tzu lang\n`, 'words.tsv', 'words.tsv:6:1: the source has 13 characters, but `tau` is 8. Raise `tau`, or leave the pair out.'],
    ['one\teins\n', 'words.tsv', 'words.tsv has 1 pair, of which 0 are kept for validation: there must be one at least to train on, and one to validate with.'],
  ])('is refused with the place and the reason: %j', async (content, file, message) => {
    await expect(open(content, file)).rejects.toThrow(message);
  });

  test('tells an editor the same of its beginning', () => {
    const facts = (text: string, more = 0) => ({ type: 'file', bytes: text.length + more, start: new TextEncoder().encode(text) }) as const;
    expect(checkData(experiment('words.tsv'), facts('one\teins\ntwo zwei\n')).map(({ message }) => message)).toEqual(['words.tsv:2:9: there is no tab, which would stand between the source and the target.']);
    expect(checkData(experiment('words.tsv'), facts('one\teins\ntwo', 100))).toEqual([]);
    expect(checkData(experiment('words.tsv'), facts('much too long\tzu lang\nx\tviel, viel zu lang\n'))).toMatchObject([{ path: ['training', 'tau'], fix: { kind: 'value', to: 18 } }]);
    expect(checkData(experiment('words.csv'), facts('en,de\none')).map(({ message }) => message)).toEqual([expect.stringContaining('words.csv:2:1: two columns')]);
    expect(checkData(experiment('words.csv'), facts('en,de\none', 100))).toEqual([]);
  });

  test('may be as long as it likes', async () => {
    const [note] = (await open(Array.from({ length: 150_000 }, (_, i) => `${i}\t${i}`).join('\n'))).notes;
    expect(note!.message).toBe('words.tsv: 150,000 pairs; the last 37,500 for validation.');
  });

  test('warns where what is validated was trained on', async () => {
    const data = await open('one\teins\ntwo\tzwei\nthree\tdrei\none\teins\n');
    expect(data.notes.at(-1)).toEqual({ level: 'warning', message: '1 source of the validation pairs also occur among those to train on: what they measure is memory.' });
  });
});

test('answers are measured as they are written freely: characters where they stand, and whole', async () => {
  const data = await open(`${four}six\tsechs\nsix\tsechs\nsix\tsechs\nten\tzehn\n`);   // ten and the last six are kept
  const searches: Search[] = [];
  const model = {
    predict: () => Promise.reject(new Error('not asked')), sampler: () => { throw new Error('not asked'); },
    decode: async ({ batchSize, source }: Batch, search: Search) => {
      searches.push(search);
      expect([batchSize, source!.tau]).toEqual([2, 3]);
      return [Int32Array.from(data.describe([...data.validation()][0]!).targets.slice(0, 4), (character) => 'cdehinrsvwz'.indexOf(character)), Int32Array.of(10, 2, 3)]; // sech, zeh
    },
  };
  const metrics = await data.measure!(model, async () => {});
  expect(searches).toEqual([{ begin: 11, end: 11, most: 6, width: 1 }]);
  expect(metrics).toEqual({ accuracy: (4 + 1 + 3 + 1) / (6 + 5), exact: 0 });
  const sample = await data.sample(model, { options: { ...experiment('words.tsv').samples, beam: 3 }, random: split(1, 'sampling'), step: 7, breathe: async () => {} });
  expect(sample).toMatchObject({ kind: 'answers', label: 'answer', answers: [{ input: 'six', target: 'sechs', prediction: 'sech' }, { input: 'ten', target: 'zehn', prediction: 'zeh' }] });
  expect(searches.at(-1)!.width).toBe(3);
});
