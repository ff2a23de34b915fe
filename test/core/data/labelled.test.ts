import { describe, expect, test } from 'vitest';
import { LabelledCode } from '../../../src/core/data/labelledCode.ts';
import { LabelledSource } from '../../../src/core/data/labelled.ts';
import { logLikelihoods } from '../../../src/core/data/labelledLikelihood.ts';
import { openData } from '../../../src/core/data/open.ts';
import { Alphabet } from '../../../src/core/data/alphabet.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import { split } from '../../../src/core/math/random.ts';
import { readLabelled } from '../../../src/core/spec/labelledLines.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const data = { kind: 'labelled', file: 'a.tsv', validation: 0.25 } as const;
const lines = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? `b\tyy${'y'.repeat(i % 3)}` : `a\txx${'x'.repeat(i % 3)}`)).join('\n');
const experiment = experimentOf({ data, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 4 }], context: { as: 'input' } }, training: { tau: 6, batchSize: 7 } });
const source = () => new LabelledSource(readLabelled(lines, 'a.tsv'), 'a.tsv', experiment, 0.25);

/** Knows that label 0 begins with x and label 1 with y, nine times in ten. */
const knowing = {
  predict: async ({ batchSize, tau, context }: Batch) => {
    const o = (b: number) => (context!.data[2 * b + 1] === 1 ? [0.1, 0.9, 0.5] : [0.9, 0.1, 0.5]).map(Math.log);
    return { shape: [batchSize, tau, 3], data: Float32Array.from(Array.from({ length: batchSize }, (_, b) => Array.from({ length: tau }, () => o(b)).flat()).flat()) };
  },
};

describe('labelled lines', () => {
  test('are a label and a sequence with a tab between, or JSON', () => {
    expect(readLabelled('en\tIshmael\r\n\n{"label":"de","sequence":"Käthe\\t"}\n', 'a')).toEqual([
      { line: 1, label: 'en', sequence: 'Ishmael' }, { line: 3, label: 'de', sequence: 'Käthe\t' },
    ]);
  });

  test('or the columns of a table, the label first unless the other is called so', () => {
    const both = [{ line: 2, label: 'en', sequence: 'Ishmael' }, { line: 3, label: 'de', sequence: 'Käthe' }];
    expect(readLabelled('language,name\nen,Ishmael\nde,Käthe\n', 'a.csv')).toEqual(both);
    expect(readLabelled('name;Label\nIshmael;en \nKäthe;de\n', 'a.csv')).toEqual(both);
    expect(() => readLabelled('name,label\nIshmael,\n', 'a.csv')).toThrow('a.csv:2:9: "label" is empty; each row has a text there.');
    expect(() => readLabelled('label,name\nen,A\n  ,Ishmael\n', 'a.csv')).toThrow('a.csv:3:1: the label is empty.');
    expect(() => readLabelled('name,label\n"Ish\nmael", \n', 'a.csv')).toThrow('a.csv:3:7: the label is empty.');
  });

  test('of a .csv file whose first line has one tab, or begins an object, are no table', () => {
    expect(readLabelled('\nen\tCall me, Ishmael\nde\tKäthe\n', 'a.csv')).toMatchObject([{ line: 2, label: 'en', sequence: 'Call me, Ishmael' }, { label: 'de' }]);
    expect(readLabelled('{"label":"en","sequence":"A"}\n', 'a.csv')).toMatchObject([{ label: 'en', sequence: 'A' }]);
  });

  test.each([
    ['en\tA\nIshmael', 'a.tsv:2:8: there is no tab between a label and a sequence.'],
    ['en\tA\tB', 'a.tsv:1:5: there are 2 tabs; one is expected, between a label and a sequence.'],
    ['\tA', 'a.tsv:1:1: the label is empty.'],
    ['en\t', 'a.tsv:1:4: the sequence is empty.'],
    ['{"label":1,"sequence":"A"}', 'a.tsv:1:1: `label` is 1; a text is expected.'],
    ['{"label":"en"}', 'a.tsv:1:1: there is no `sequence`.'],
    ['{"label":"en","sequence":""}', 'a.tsv:1:1: the sequence is empty.'],
  ])('%j', (text, message) => {
    expect(() => readLabelled(text, 'a.tsv')).toThrow(message);
  });

  test.each([
    ['["en","A"]', 'a.jsonl:1:1: a line is { "label": …, "sequence": … }, both texts in double quotes.'], ['en\tA', 'a.jsonl:1:1: this is not JSON. '], ['null', 'a.jsonl:1:1: a line is {'],
  ])('of a .jsonl file are JSON alone: %j', (text, message) => {
    expect(() => readLabelled(text, 'a.jsonl')).toThrow(message);
  });
});

describe('labelled sequences', () => {
  test('begin with the boundary and end with it, each with its label', () => {
    const code = new LabelledCode(new Alphabet('xy'), ['a', 'b'], true);
    const { x, y, tau, context } = code.batch([{ characters: Int32Array.of(0, 1), label: 1 }, { characters: Int32Array.of(1), label: 0 }]);
    expect([tau, [...x.data], [...y.data]]).toEqual([3, [2, 0, 1, 2, 1, 0], [0, 1, 2, 1, 2, 0]]);
    expect([x.mask, y.mask]).toEqual([Float32Array.of(1, 1, 1, 1, 1, 0), Float32Array.of(1, 1, 1, 1, 1, 0)]);
    expect(context).toEqual({ size: 2, data: Float32Array.of(0, 1, 1, 0) });
  });

  test('are divided by the seed: none is trained on and validated with, and all labels are in both', () => {
    const own = source();
    expect(own.notes[0]!.message).toBe('a.tsv: 40 sequences of 2 labels ("a" and "b"), 2 different characters; 10 for validation.');
    expect([own.inputSize, own.outputSize, own.contextSize]).toEqual([3, 3, 2]);
    const validation = [...own.validation()];
    expect(validation.map(({ batchSize }) => batchSize)).toEqual([7, 3]);
    expect([...source().validation()]).toEqual(validation);
    expect(source().next()).toEqual(own.next());
  });

  test('one longer than tau allows is refused, with its line', async () => {
    await expect(openData(experiment, filesOf({ 'a.tsv': 'a\tx\nb\txyxyxy\n' }))).rejects.toThrow('a.tsv:2:1: the sequence has 6 characters, and its end takes a step more than that, but `tau` is 6. Raise `tau`, or leave the sequence out.');
  });

  test('go on from a cursor', () => {
    const [own, other] = [source(), source()];
    own.next();
    other.seek(own.cursor());
    expect(other.next()).toEqual(own.next());
  });
});

describe('the likelihood of a sequence', () => {
  const code = new LabelledCode(new Alphabet('xy'), ['a', 'b'], true);
  /** P(x) = 1/2, P(y) = 1/4, P(end) = 1/4 at every step. */
  const steady = { predict: async ({ batchSize, tau }: Batch) => ({ shape: [batchSize, tau, 3], data: Float32Array.from({ length: batchSize * tau * 3 }, (_, i) => Math.log([0.5, 0.25, 0.25][i % 3]!) + 7) }) };

  test('is the product of the probabilities of its characters and its end', async () => {
    const batch = code.batch([{ characters: Int32Array.of(0, 1, 0), label: 0 }, { characters: Int32Array.of(0), label: 0 }]);
    const [long, short] = await logLikelihoods(steady, batch);
    expect(long).toBeCloseTo(Math.log(0.5 * 0.25 * 0.5 * 0.25), 5);
    expect(short).toBeCloseTo(Math.log(0.5 * 0.25), 5);
  });

  test('is drawn from as it is: characters, and ends', async () => {
    const sampler = () => ({ next: async () => Float32Array.of(Math.log(0.5), Math.log(0.25), Math.log(0.25)), dispose: () => {} });
    const random = split(1, 'sampling');
    const options = { ...experiment.samples, temperature: 1 };
    const written = await Promise.all(Array.from({ length: 4000 }, () => code.write({ sampler }, 0, { options, random, breathe: async () => {} })));
    const share = (is: (text: string) => boolean) => written.filter(is).length / written.length;
    expect(share((text) => text === '')).toBeCloseTo(0.25, 1);
    expect(share((text) => text.startsWith('x'))).toBeCloseTo(0.5, 1);
    expect(written.reduce((sum, text) => sum + text.length, 0) / written.length).toBeCloseTo(3, 0);
  });
});

test('a label is told from its sequence by Bayes’ rule: the likelihood under each label, and how often the label is', async () => {
  const metrics = await source().measure(knowing, async () => {});
  expect(metrics).toEqual({ label: 1 });
});

describe('a length that is predicted', () => {
  const code = new LabelledCode(new Alphabet('ab'), ['one', 'two'], true, 4);

  test('is answered first, then read, and takes the place of the end', () => {
    const { tau, x, y } = code.batch([{ characters: Int32Array.of(0, 1, 1), label: 0 }, { characters: Int32Array.of(1), label: 1 }]);
    expect(code.classes).toEqual(['a', 'b', 'τ = 0', 'τ = 1', 'τ = 2', 'τ = 3', '¶']);
    expect([tau, x.size, y.size]).toEqual([4, 7, 6]);
    expect([...x.data]).toEqual([6, 5, 0, 1, 6, 3, 0, 0]);
    expect([...y.data]).toEqual([5, 0, 1, 1, 3, 1, 0, 0]);
    expect([...x.mask!]).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
  });

  test.each([[3, 'bbb'], [1, 'b'], [0, '']])('a sequence is as long as was drawn first: %i', async (length, written) => {
    const read: number[] = [];
    const certain = { sampler: () => ({ next: async (index: number) => { read.push(index); return Float32Array.from({ length: 6 }, (_, k) => (k === 1 ? 90 : k === 2 + length ? 80 : 0)); }, dispose: () => {} }) };
    const options = { ...experiment.samples, length: 10, temperature: 1 };
    expect(await code.write(certain as never, 0, { options, random: split(1, 'sampling'), breathe: async () => {} })).toBe(written);
    expect(read).toEqual([6, 2 + length, 1, 1].slice(0, 1 + length));
  });

  test('no sequence is longer than tau has steps for', () => {
    const longer = { ...experiment, model: { ...experiment.model, ending: 'length' as const } };
    const opened = new LabelledSource(readLabelled(lines, 'a.tsv'), 'a.tsv', longer, 0.25);
    expect([opened.lengths, opened.inputSize, opened.outputSize]).toEqual([6, 9, 8]);
    expect(() => new LabelledSource(readLabelled('a\txxxxxx', 'a.tsv'), 'a.tsv', longer, 0)).toThrow('Raise `tau`');
  });
});
