import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/core/checkpoint/checkpoint.ts';
import { own } from '../../../src/core/data/ownTask.ts';
import { openData } from '../../../src/core/data/open.ts';
import type { Experiment, OwnTaskSpec, ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { withTask } from '../../../src/core/tasks/described.ts';
import type { TrainRecord } from '../../../src/core/train/records.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import { start } from '../../engine/tfjs/start.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const text = 'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse.\n'.repeat(4);
const wave = (mean: number): string => `v\n${Array.from({ length: 90 }, (_, t) => mean + Math.sin(t / 5)).join('\n')}\n`;
const pairs = 'ab\tx\nba\ty\naa\tx\nbb\ty\n';
const lines = 'left\tabba\nright\tbaab\nleft\tabb\nright\tbaa\n';
const trees = '1 (a b)\n0 (b a)\n1 (a (a b))\n0 (b (b a))\n';
const others = { 'a.tsv': pairs, 'source.tsv': pairs.replaceAll('a', 'c'), 'target.tsv': pairs.replaceAll('y', 'z'), 'lines.tsv': lines, 'labels.tsv': lines.replaceAll('right', 'up'), 'letters.tsv': lines.replaceAll('bb', 'bd').replaceAll('ba', 'da').replaceAll('b', 'd'), 'trees.txt': trees, 'leaves.txt': trees.replaceAll('b', 'c'), 'moods.txt': trees.replaceAll('0', '2') };
const files = filesOf({ ...others, 'a.txt': text, 'z.txt': text.replaceAll('C', 'Z'), 'long.txt': text.replaceAll('C', 'Zß'), 'a.csv': wave(0), 'higher.csv': wave(2) });
const engine = await start('cpu');

const layers = (...sizes: number[]): Experiment['model'] => ({ layers: sizes.map(hiddenSize => ({ cell: { kind: 'gru' }, hiddenSize })) });
const of = (data: Experiment['data'], training: Experiment['training'] = {}, model = layers(5, 4)) =>
  experimentOf({ data, model, training: { steps: 6, batchSize: 3, tau: 6, validateEvery: 6, ...training }, samples: { every: 100, length: 3 } });
const ofText = (training: Experiment['training'] = {}, model = layers(5, 4), file = 'a.txt') => of({ kind: 'text', file }, training, model);

/** @param from what it begins with, where its experiment says so */
async function train(experiment: ResolvedExperiment, from?: Checkpoint, checkpoint?: Checkpoint) {
  const { startFrom } = experiment.training;
  const begin = startFrom && from && { ...startFrom, checkpoint: from };
  const trainer = await createTrainer({ experiment, engine, data: await openData(experiment, files), begin, checkpoint, now: () => 0, breathe: async () => {} });
  const records: TrainRecord[] = [];
  for await (const record of trainer) records.push(record);
  const last = await trainer.snapshot();
  trainer.dispose();
  return { records, last };
}

const began = (fresh: string[] = []) => ({ startFrom: { file: 'a.safetensors', fresh } });
const said = ({ records }: { records: TrainRecord[] }) => records.flatMap(record => (record.kind === 'log' ? [record.message] : []));
/** An update too small to change a number. */
const still = { steps: 1, validateEvery: 1, optimiser: { kind: 'adam', learningRate: 1e-30 } } as const;

const { last: before } = await train(ofText());
const parametersOf = ({ tensors }: Checkpoint, fits = /^[^/]*$/) => Object.fromEntries(Object.entries(tensors).filter(([name]) => fits.test(name)).map(([name, { data }]) => [name, data]));

test('it begins where the checkpoint ended, to the bit, and with an optimiser of its own', async () => {
  const after = await train(ofText({ ...still, ...began() }), before);
  expect(after.last).toMatchObject({ step: 1, validationLoss: before.validationLoss, experiment: { training: began() } });
  expect(parametersOf(after.last)).toEqual(parametersOf(before));
  expect(after.last.tensors['optimiser/steps']!.data).toEqual(Float32Array.of(1));
  expect(said(after).at(-1)).toMatch(/^Begins with \d+ parameters of a\.safetensors, as they were after step 6\.$/);
});

test('a forecaster goes on with a series whose mean is another', async () => {
  const data = { kind: 'series', file: 'a.csv', column: 'v' } as const;
  const { last } = await train(of(data));
  const after = await train(of({ ...data, file: 'higher.csv' }, { ...still, ...began() }), last);
  expect(after.last.validationLoss).toBeCloseTo(last.validationLoss!, 6);
});

test('another size above: what is fresh is drawn as it would be, what else the checkpoint has is left', async () => {
  const [drawn, after] = [await train(ofText(still, layers(5, 6))), await train(ofText({ ...still, ...began(['layers.1', 'V']) }, layers(5, 6)), before)];
  const [anew, taken] = [/^(layers\.1\.[UW]|V)$/, /^(layers\.0\.|c$)/];
  expect(parametersOf(after.last, anew)).toEqual(parametersOf(drawn.last, anew));
  expect(parametersOf(after.last, taken)).toEqual(parametersOf(before, taken));
  expect(said(after).at(-1)).toMatch(/^Begins with \d+ parameters of a\.safetensors, as they were after step 6; \d+ others are drawn; \d+ parameters of it are left\.$/);
});

test('a run that is resumed goes on from its own checkpoint', async () => {
  const resumed = await train(ofText({ ...began(), steps: 7 }), before, before);
  expect(resumed.records.filter(({ kind }) => kind === 'step').map(({ step }) => step)).toEqual([7]);
  expect(said(resumed).join()).not.toContain('Begins with');
});

test.each<[string, ResolvedExperiment, RegExp]>([
  ['another size', ofText(began(), layers(7, 4)), /^layers\.0\.U is (\d+)×15 in a\.safetensors ≠ \1×21 in this model; `fresh` may name it, to have it drawn\.$/],
  ['a layer more', ofText(began(['V', 'c']), layers(5, 4, 4)), /^a\.safetensors has no layers\.2\.U, which is 4×12 in this model; `fresh` may name it, to have it drawn\.$/],
  ['nothing of that name', ofText(began(['layers.0.u'])), /^`fresh` has "layers\.0\.u", which is no parameter of this model; it has layers\.0\.U, .* and c; did you mean "layers\.0\.U"\?$/],
  ['more symbols', ofText(began(), layers(5, 4), 'long.txt'), /^layers\.0\.U is (\d+)×15 in a\.safetensors ≠ \d+×15 in this model; `fresh` may name it, to have it drawn\.$/],
  ['as many symbols, but others', ofText(began(), layers(5, 4), 'z.txt'), /^a\.safetensors was trained on other symbols than this data has, so that layers\.0\.U, V and c would mean others; `fresh` may name them, to have them drawn\.$/],
])('%s is refused in a sentence', async (_, experiment, sentence) => {
  await expect(train(experiment, before)).rejects.toThrow(sentence);
});

test('other symbols are learnt anew, on layers that know the language', async () => {
  const after = await train(ofText({ ...still, ...began(['layers.0.U', 'V', 'c']) }, layers(5, 4), 'z.txt'), before);
  expect(after.last.tensors['layers.1.W']!.data).toEqual(before.tensors['layers.1.W']!.data);
});

test('a task of one\'s own with as many classes, but others, is refused as other symbols are', async () => {
  const ownOf = (names: string[], training: Experiment['training'] = {}) => {
    const experiment = of({ kind: 'task', task: './mine.ts' } as never, { ...training, loss: 'crossEntropy' });
    const classes = { kind: 'classes', names };
    const draw = () => ({ x: [0, 1, 2], y: [1, 2, 0] });
    const spec = experiment.data as OwnTaskSpec;
    return { ...experiment, data: withTask(spec, own(spec, { make: () => ({ x: classes, y: classes, output: 'each', draw }), call: f => f() }), 6) };
  };
  const { last } = await train(ownOf(['a', 'b', 'c']));
  expect(last.vocabulary).toEqual({ names: [['a', 'b', 'c'], ['a', 'b', 'c']] });
  expect(said(await train(ownOf(['a', 'b', 'c'], { ...still, ...began() }), last)).at(-1)).toMatch(/^Begins with/);
  await expect(train(ownOf(['b', 'a', 'c'], began()), last)).rejects.toThrow('a.safetensors was trained on other symbols than this data has, so that layers.0.U, V and c would mean others;');
});

describe('as many symbols, but others, are told of those parameters alone that stand for them', () => {
  const coder = { layers: [{ cell: { kind: 'gru' as const }, hiddenSize: 4 }], encoder: { layers: [{ cell: { kind: 'gru' as const }, hiddenSize: 4 }] } };
  const conditioned = { layers: [{ cell: { kind: 'gru' as const }, hiddenSize: 3 }], context: { as: 'both' as const } }; // as wide as x: a and b, and where a sequence begins
  const tree = { layers: [{ cell: { kind: 'treeLstm' as const }, hiddenSize: 4 }], output: 'last' as const };
  const cases = {
    pairs: (file: string, training = {}) => of({ kind: 'pairs', file, validation: 0.25 }, training, coder),
    labelled: (file: string, training = {}) => of({ kind: 'labelled', file, validation: 0.25 }, training, conditioned),
    trees: (file: string, training = {}) => of({ kind: 'trees', file, format: 'phrases', validation: 0.25 }, training, tree),
  };

  test.each<[keyof typeof cases, string, string, string]>([
    ['pairs', 'a.tsv', 'source.tsv', 'other symbols than this data has, so that encoder.layers.0.U would mean another; `fresh` may name it'],
    ['pairs', 'a.tsv', 'target.tsv', 'other symbols than this data has, so that layers.0.U, V and c would mean others; `fresh` may name them'],
    ['labelled', 'lines.tsv', 'labels.tsv', 'other labels than this data has, so that layers.0.R and layers.0.R0 would mean others'],
    ['labelled', 'lines.tsv', 'letters.tsv', 'other symbols than this data has, so that layers.0.U, V and c would mean others'],
    ['trees', 'trees.txt', 'leaves.txt', 'other symbols than this data has, so that layers.0.U would mean another'],
    ['trees', 'trees.txt', 'moods.txt', 'other labels than this data has, so that V and c would mean others'],
  ])('%s: %s, then %s', async (kind, first, then, sentence) => {
    const { last } = await train(cases[kind](first, still));
    await expect(train(cases[kind](then, { ...still, ...began() }), last)).rejects.toThrow(`a.safetensors was trained on ${sentence}`);
    expect(said(await train(cases[kind](first, { ...still, ...began() }), last)).at(-1)).toMatch(/^Begins with .*step 1\.$/);
  });

  test('a checkpoint of trees from before they were remembered is begun with, with a warning, and gone on from', async () => {
    const { last } = await train(cases.trees('trees.txt', still));
    const older = { ...last, vocabulary: {} };
    const after = await train(cases.trees('trees.txt', { ...still, ...began() }), older);
    expect(after.records).toContainEqual(expect.objectContaining({ level: 'warning', message: expect.stringMatching(/^Begins with .* It does not say which symbols it was trained on: make sure/) as string }));
    expect((await train(cases.trees('trees.txt', { ...still, steps: 2 }), undefined, older)).last.step).toBe(2);
    await expect(train(cases.trees('leaves.txt', { ...still, steps: 2 }), undefined, last)).rejects.toThrow('The data has changed');
  });
});
