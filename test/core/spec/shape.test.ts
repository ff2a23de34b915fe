import { describe, expect, test } from 'vitest';
import { adding, cellKinds, lines, read, sentences, series, text, textOf } from './texts.ts';

const layer = { cell: { kind: 'lstm' }, hiddenSize: 8 };
const kinds = `${cellKinds.slice(0, -1).join(', ')} or ${cellKinds.at(-1)}`;
const withLayer = (fields: object) => textOf({ model: { layers: [{ ...layer, ...fields }] } });

describe('unknown fields', () => {
  test('a misspelt field is one problem, at its name', () => {
    const source = '{\n  "data": { "kind": "text", "file": "a" },\n  "model": { "layers": [{ "cell": { "kind": "gru" }, "hiddenSise": 4 }] }\n}';
    const { problems } = read(source);
    expect(lines(problems)).toEqual(['demo.unfold.json:3:54: Unknown field `hiddenSise`; did you mean `hiddenSize`?']);
    expect(problems[0]).toMatchObject({ endLine: 3, endColumn: 66, fix: { kind: 'rename', to: 'hiddenSize' }, path: ['model', 'layers', 0, 'hiddenSise'], rule: 'field' });
  });

  test.each([
    ['one letter too many', { seeds: 1 }, 'Unknown field `seeds`; did you mean `seed`?'],
    ['two letters swapped', { training: { batchSzie: 1 } }, 'Unknown field `batchSzie`; did you mean `batchSize`?'],
    ['upper case', { training: { Tau: 1 } }, 'Unknown field `Tau`; did you mean `tau`?'],
    ['a field of another kind', { model: { layers: [{ ...layer, cell: { kind: 'gru', forgetBias: 1 } }] } },
      'Unknown field `forgetBias`; `cell` takes `kind`, `reset` and `recurrentInitialiser`.'],
    ['a name that every object inherits', { constructor: 1 }, /^Unknown field `constructor`; the experiment takes/],
  ])('%s', (_, fields, expected) => {
    expect(sentences(textOf(fields))).toEqual([expect.stringMatching(expected)]);
  });
});

describe('wrong values', () => {
  test.each<[sentence: string, source: string]>([
    ['`hiddenSize` is 0; it must be at least 1.', withLayer({ hiddenSize: 0 })],
    ['`hiddenSize` is -4; it must be at least 1.', withLayer({ hiddenSize: -4 })],
    ['`hiddenSize` is 1.5; a whole number is expected.', withLayer({ hiddenSize: 1.5 })],
    ['`hiddenSize` is 2,000,000,000; it must be at most 1,000,000,000.', withLayer({ hiddenSize: 2e9 })],
    ['`hiddenSize` is "128"; a whole number is expected.', withLayer({ hiddenSize: '128' })],
    ['`hiddenSize` is null; a whole number is expected.', withLayer({ hiddenSize: null })],
    ['`cell` is "lstm"; an object { … } is expected.', withLayer({ cell: 'lstm' })],
    [`\`cell\` has no \`kind\`: ${kinds}.`, withLayer({ cell: {} })],
    [`\`kind\` is 3; expected ${kinds}.`, withLayer({ cell: { kind: 3 } })],
    [`\`kind\` is "LTSM"; expected ${kinds}; did you mean "lstm"?`, withLayer({ cell: { kind: 'LTSM' } })],
    ['`kind` is "cells/mine.ts"; the path of a cell of your own begins with ./ or ../, beside the experiment, has / between folders, and ends in .ts, .mts, .js or .mjs.', withLayer({ cell: { kind: 'cells/mine.ts' } })],
    ['`learnAlpha` is "yes"; true or false is expected.', withLayer({ cell: { kind: 'leaky', learnAlpha: 'yes' } })],
    ['`value` is 1; it must be less than 1.', withLayer({ cell: { kind: 'leaky', alpha: { kind: 'same', value: 1 } } })],
    ['`delay` is 1; it must be at least 2.', withLayer({ cell: { kind: 'skip', delay: 1 } })],
    ['`model` has no `layers`.', textOf({ model: {} })],
    ['`layers` needs at least 1 entry.', textOf({ model: { layers: [] } })],
    ['`layers` takes at most 16 entries.', textOf({ model: { layers: Array(17).fill(layer) } })],
    ['`layers` is an object; a list [ … ] is expected.', textOf({ model: { layers: layer } })],
    ['`layers[1]` is 3; an object { … } is expected.', textOf({ model: { layers: [layer, 3] } })],
    ['`file` is empty.', textOf({ data: { ...text, file: '' } })],
    ['`validation` is 1; it must be at most 0.9.', textOf({ data: { ...text, validation: 1 } })],
    ['`inputs` has "a" twice.', textOf({ data: { ...series, inputs: ['a', 'b', 'a'] } })],
    ['`learningRate` is 0; it must be more than 0.', textOf({ training: { optimiser: { kind: 'adam', learningRate: 0 } } })],
    ['`momentum` is 1; it must be less than 1.', textOf({ training: { optimiser: { kind: 'sgd', momentum: 1 } } })],
    ['`device` is "gpu"; expected "auto", "wasm", "cpu" or "webgl"; did you mean "cpu"?', textOf({ device: 'gpu' })],
    ['`name` is too long; it takes at most 200 characters.', textOf({ name: 'x'.repeat(201) })],
    ['The experiment is a list; an object { … } is expected.', '[]'],
    ['The experiment has no `model`.', '{"data": {"kind": "text", "file": "a"}}'],
  ])('%s', (sentence, source) => {
    expect(sentences(source)).toEqual([sentence]);
  });

  test('a number too large for a computer is not a number', () => {
    expect(sentences(textOf({ training: { tau: 7 } }).replace('7', '1e999'))).toEqual(['`tau` is Infinity; a whole number is expected.']);
  });

  test('a long text is cut', () => {
    expect(sentences(textOf({ device: 'x'.repeat(1000) }))[0]).toMatch(/^`device` is "x{39}…"; expected/);
  });
});

test('several mistakes are told in the order of the file, each at its value', () => {
  const source = '{\n  "device": "gpu",\n  "data": { "kind": "novel" },\n  "model": { "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 0 }] }\n}';
  expect(lines(read(source).problems)).toEqual([
    'demo.unfold.json:2:13: `device` is "gpu"; expected "auto", "wasm", "cpu" or "webgl"; did you mean "cpu"?',
    'demo.unfold.json:3:21: `kind` is "novel"; expected "text", "series", "pairs", "trees", "labelled" or "task".',
    'demo.unfold.json:4:68: `hiddenSize` is 0; it must be at least 1.',
  ]);
});

describe('what would put it right', () => {
  test.each<[what: string, fix: object | undefined, source: string]>([
    ['a misspelt kind', { kind: 'value', to: 'lstm' }, withLayer({ cell: { kind: 'LTSM' } })],
    ['a misspelt choice', { kind: 'value', to: 'both' }, withLayer({ direction: 'botth' })],
    ['a number in quotes', { kind: 'value', to: 128 }, withLayer({ hiddenSize: '128' })],
    ['a broken number where a whole one is expected', { kind: 'value', to: 2 }, withLayer({ hiddenSize: 1.5 })],
    ['a number below its least', { kind: 'value', to: 1 }, withLayer({ hiddenSize: 0 })],
    ['a number above its most', { kind: 'value', to: 1_000_000_000 }, withLayer({ hiddenSize: 2e9 })],
    ['nothing like a number', undefined, withLayer({ hiddenSize: null })],
    ['a newer version', undefined, textOf({ version: 3 })],
    ['a version that is an object, whose braces would be left', undefined, textOf({ version: {} })],
    ['a version that never was', { kind: 'value', to: 2 }, textOf({ version: 0 })],
    ['a window too short for its task', { kind: 'value', to: 4 }, textOf({ data: adding, training: { tau: 3 } })],
    ['a window too short for its task that is left out', undefined, textOf({ data: { kind: 'task', task: 'temporalOrder', spread: 90 } })],
    ['an output that nobody asks for', { kind: 'value', to: 'each' }, textOf({ model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 8 }], output: 'last' } })],
    ['a loss of something else', { kind: 'value', to: 'crossEntropy' }, textOf({ training: { loss: 'meanSquaredError' } })],
    ['a missing file', { kind: 'add', field: 'file', value: '' }, textOf({ data: { kind: 'text' } })],
    ['a missing size', { kind: 'add', field: 'hiddenSize', value: 1 }, textOf({ model: { layers: [{ cell: { kind: 'lstm' } }] } })],
    ['a missing kind', { kind: 'add', field: 'kind', value: 'tanh' }, withLayer({ cell: {} })],
    ['a missing model', { kind: 'add', field: 'model', value: {} }, JSON.stringify({ data: text })],
  ])('%s', (_, fix, source) => {
    expect(read(source).problems.map(problem => problem.fix)).toEqual([fix]);
  });
});
