import { describe, expect, it } from 'vitest';
import { TaskSource } from '../../../src/core/data/task.ts';
import { split } from '../../../src/core/math/random.ts';
import type { OwnTaskSpec } from '../../../src/core/spec/experiment.ts';
import type { OwnCode } from '../../../src/core/spec/ownCode.ts';
import { OwnCodeError } from '../../../src/core/spec/ownCode.ts';
import { ownChanges } from '../../../src/core/spec/ownChanges.ts';
import { settleTask } from '../../../src/core/spec/settleTask.ts';
import { described, withTask } from '../../../src/core/tasks/described.ts';
import { own } from '../../../src/core/data/ownTask.ts';
import type { TaskData } from '../../../src/core/tasks/task.ts';
import { makeTask } from '../../../src/core/tasks/tasks.ts';
import type { AnswerSample } from '../../../src/core/train/records.ts';
import { experimentOf } from '../experiments.ts';

const spec: OwnTaskSpec = { kind: 'task', task: 'own', file: './mine.ts', options: {}, validationSequences: 8 };
const codeOf = (made: unknown): OwnCode => ({ make: () => made, call: f => f() });
const taskOf = (made: unknown) => own(spec, codeOf(made));

const numbers = { kind: 'numbers', size: 1 };
const right = { x: numbers, y: numbers, output: 'each', draw: () => ({ x: [1, 2], y: [3, 4] }) };
const classes = { ...right, y: { kind: 'classes', names: ['a', 'b'] }, output: 'last', draw: () => ({ x: [1, 2], y: ['b'] }) };
const pairs = { x: classes.y, y: classes.y, output: 'each', answer: { source: { kind: 'classes', names: ['0', '1'] }, mark: 'b', most: 2 } };
const random = split(1, 'data');
const draw = (made: object, tau = 4) => taskOf(made).draw(tau, random);

describe('a task of one\'s own', () => {
  it('is as every other: what it may leave out is filled in', () => {
    const { draw: _, x, y, ...task } = taskOf(right);
    expect(task).toEqual({ title: './mine.ts', label: 'answer', output: 'each', why: './mine.ts asks for numbers at each step', leastTau: 1 });
    expect([x.kind, y.kind]).toEqual(['numbers', 'numbers']);
  });

  it('may write its elements in lists, one after another, or by their names', () => {
    expect(draw(right)).toEqual({ x: Float32Array.of(1, 2), y: Float32Array.of(3, 4) });
    expect(draw({ ...right, x: { kind: 'numbers', size: 2 }, draw: () => ({ x: [[1, 2], Float32Array.of(3, 4)], y: [5, 6], counts: [false, true] }) })).toEqual({ x: Float32Array.of(1, 2, 3, 4), y: Float32Array.of(5, 6), counts: [0, 1] });
    expect(draw({ ...right, x: { kind: 'numbers', size: 2 }, draw: () => ({ x: Float32Array.of(1, 2, 3, 4), y: [5, 6] }) }).x).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(draw(classes)).toEqual({ x: Float32Array.of(1, 2), y: Int32Array.of(1) });
    const next = { x: classes.y, y: classes.y, output: 'each', draw: () => ({ x: ['a', 1], y: ['b', 'a'], right: [['b', 'a'], [0]] }) };
    expect(draw(next)).toEqual({ x: Int32Array.of(0, 1), y: Int32Array.of(1, 0), right: [[0, 1], [0]] });
  });

  it('may read a source before it answers, and be of trees', () => {
    const written = { ...pairs, draw: () => ({ source: ['1', '0', '1'], x: ['b', 'a'], y: ['a', 'b'] }) };
    expect(taskOf(written).answer).toMatchObject({ mark: 1, most: 2 });
    expect(draw(written).source).toEqual(Int32Array.of(1, 0, 1));
    const trees = { ...classes, trees: { arity: 2 }, draw: () => ({ x: [1, 2, 3], y: ['a'], children: [[], [], [0, 1]] }) };
    expect(draw(trees).children).toEqual([[], [], [0, 1]]);
    const children: number[][] = [[], [], [0, 1]];
    const kept = draw({ ...trees, draw: () => ({ x: [1, 2, 3], y: ['a'], children }) });
    children[2]!.length = 0;
    expect(kept.children).toEqual([[], [], [0, 1]]);
  });

  it('shows what was read beside what is to be written, names of more than a letter apart', async () => {
    const shown = async (names: string[]) => {
      const task = taskOf({ ...pairs, answer: { ...pairs.answer, source: { kind: 'classes', names } }, draw: () => ({ source: [1, 0, 1], x: ['b', 'a'], y: ['a', 'b'] }) });
      const source = new TaskSource(task, experimentOf({ data: { kind: 'task', task: 'addition' }, model: { encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }] }, layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }] } }), 1);
      const model = { predict: () => Promise.reject(new Error('it writes')), decode: async () => [Int32Array.of(0, 0)] };
      return (await source.sample(model, { step: 0, options: { beam: 1 }, breathe: async () => undefined } as never) as AnswerSample).answers[0];
    };
    expect(await shown(['0', '1'])).toEqual({ input: '101', target: 'a', prediction: 'aa' });
    expect(await shown(['nought', 'one'])).toMatchObject({ input: 'one nought one' });
  });

  it('draws the very batches of a built-in one that says the same', () => {
    const builtIn = makeTask({ kind: 'task', task: 'temporalOrder', spread: 10, validationSequences: 8 } as TaskData);
    const experiment = experimentOf({ data: { kind: 'task', task: 'temporalOrder' }, training: { tau: 30, batchSize: 3 } });
    const { x, y, draw: drawn } = builtIn;
    const mine = taskOf({ x, y, output: 'last', leastTau: 20, draw: drawn });
    const [one, other] = [builtIn, mine].map(task => new TaskSource(task, experiment, 8));
    for (let i = 0; i < 3; i++) expect(other!.next()).toEqual(one!.next());
    expect([...other!.validation()]).toEqual([...one!.validation()]);
  });

  it.each<[sentence: string, made: unknown]>([
    ['its function gives undefined, which is no task: an object with `x`, `y`, `output` and `draw` is expected.', undefined],
    ['it makes a cell, not a task: an object with `x`, `y`, `output` and `draw` is expected.', { parameters: {}, step() { return; } }],
    ['the task has no `draw`: a function of tau and random is expected.', { ...right, draw: undefined }],
    ['`drawValidation` is 3; a function of tau, random and index is expected.', { ...right, drawValidation: 3 }],
    ['a task has no `leastTua`; did you mean `leastTau`?', { ...right, leastTua: 3 }],
    ['`x` is undefined; what its elements are is expected, as in { kind: \'numbers\', size: 1 }.', { ...right, x: undefined }],
    ['`y.kind` is "words"; "numbers", "bits" or "classes" is expected.', { ...right, y: { kind: 'words' } }],
    ['`y` takes `kind`, `size` and `write`, not `sise`; did you mean `size`?', { ...right, y: { kind: 'numbers', sise: 1 } }],
    ['`x.size` is 1.5; how many numbers there are in a row is expected, 1 or more.', { ...right, x: { kind: 'numbers', size: 1.5 } }],
    ['`x.write` is "a"; a function that gives a text is expected.', { ...right, x: { ...numbers, write: 'a' } }],
    ['`y.names` is undefined; the name of each class is expected, as in [\'a\', \'b\'].', { ...right, y: { kind: 'classes' } }],
    ['`y.names` has "a" twice.', { ...right, y: { kind: 'classes', names: ['a', 'b', 'a'] } }],
    ['`output` is undefined; "each", where an answer is asked for at each step, or "last", at the end, is expected.', { ...right, output: undefined }],
    ['`leastTau` is 0; a whole number from 1 is expected.', { ...right, leastTau: 0 }],
    ['`mostTau` is 3, less than `leastTau`, 4.', { ...right, leastTau: 4, mostTau: 3 }],
    ['`title` is 3; a text is expected.', { ...right, title: 3 }],
    ['`answer` says what is read before: { source: { kind: \'classes\', names }, mark, most } is expected.', { ...right, answer: {} }],
    ['an `answer` is written class by class: `x` and `y` are to be the same classes, and `output` "each".', { ...right, answer: { source: classes.y, mark: 0, most: 1 } }],
    ['`trees` says how many children a node has at most: { arity: 2 } is expected.', { ...right, trees: true }],
  ])('says of what it declares: %s', (sentence, made) => {
    expect(() => taskOf(made)).toThrow(new OwnCodeError(`./mine.ts: ${sentence}`));
  });

  const drawing = (drawn: unknown, more: object = {}) => ({ ...right, ...more, draw: () => drawn });
  it.each<[sentence: string, made: object]>([
    ['`draw` gives undefined; an object with `x` and `y` is expected.', drawing(undefined)],
    ['`draw` is asynchronous; it gives a sequence at once.', drawing(Promise.resolve())],
    ['`x` is undefined; a list of its elements is expected.', drawing({ y: [1] })],
    ['`x` is empty: a sequence has one element at least.', drawing({ x: [], y: [] })],
    ['`x` has 5 elements; a sequence has 4 at most, as many as tau asks for.', drawing({ x: [1, 2, 3, 4, 5], y: [1, 2, 3, 4, 5] })],
    ['`y` has 1 element and `x` 2; as many are expected, an answer at each step (`output` "each").', drawing({ x: [1, 2], y: [1] })],
    ['`y` has 2 elements; one is expected, the answer at the end (`output` "last").', drawing({ x: [1, 2], y: ['a', 'b'] }, classes)],
    ['`x[1]` has 3 numbers; 2 numbers in a row are declared (`size`).', drawing({ x: [[1, 2], [1, 2, 3]], y: [1, 2] }, { x: { kind: 'numbers', size: 2 } })],
    ['`x` has 3 numbers, which are no rows of 2 (`x.size`).', drawing({ x: Float32Array.of(1, 2, 3), y: [1] }, { x: { kind: 'numbers', size: 2 } })],
    ['`x[0]` is 1; a row of 2 numbers is expected.', drawing({ x: [1], y: [1] }, { x: { kind: 'numbers', size: 2 } })],
    ['`y[0]` is "1"; a number is expected.', drawing({ x: [1], y: ['1'] })],
    ['`y[0]` has "1" in it; a number is expected.', drawing({ x: [1], y: [['1']] })],
    ['`x[0]` has 0.5 in it; its elements are declared as bits, each 0 or 1.', drawing({ x: [0.5], y: [1] }, { x: { kind: 'bits', size: 1 } })],
    ['`y[0]` is 2; one of 2 classes is expected, by its name or from 0 to 1.', drawing({ x: [1], y: [2] }, { y: classes.y })],
    ['`y[0]` is "c"; one of 2 classes is expected, by its name or from 0 to 1.', drawing({ x: [1], y: ['c'] }, { y: classes.y })],
    ['`draw` gives x[1] = NaN: every number is to be finite.', drawing({ x: [1, NaN], y: [1, 2] })],
    ['`draw` gives y[0] = Infinity: every number is to be finite.', drawing({ x: [1], y: [1e39] })],
    ['`counts` has 1 entry and `x` 2 elements; as many are expected.', drawing({ x: [1, 2], y: [1, 2], counts: [1] })],
    ['`counts[1]` is 2; true or false, 1 or 0, is expected.', drawing({ x: [1, 2], y: [1, 2], counts: [1, 2] })],
    ['`counts` is 0 everywhere: of this sequence of 2 steps no answer counts. `leastTau` says how many it takes.', drawing({ x: [1, 2], y: [1, 2], counts: [0, false] })],
    ['`counts` says which answers count, and there is one only (`output` "last"): leave it out.', drawing({ x: [1], y: ['a'], counts: [1] }, classes)],
    ['`right` says which classes are right besides, and `y` has none: leave it out.', drawing({ x: [1], y: [1], right: [[1]] })],
    ['`right[0]` is a list; the classes that are right there are expected.', drawing({ x: [1], y: ['a'], right: [[]] }, { y: classes.y })],
    ['`right[1]` is without "b", which `y[1]` is: the answer itself is right, too.', drawing({ x: [1, 2], y: ['a', 'b'], right: [['a'], ['a']] }, { y: classes.y })],
    ['`x[0]` is "a"; an answer begins with its mark there, "b" (`answer.mark`).', drawing({ source: [0], x: ['a', 'a'], y: ['a', 'b'] }, pairs)],
    ['`y[1]` is "a"; an answer ends with its mark there, "b" (`answer.mark`).', drawing({ source: [0], x: ['b', 'a'], y: ['b', 'a'] }, pairs)],
    ['`children[1]` has 1; a node before it that is no other\'s child is expected: children come before their parent.', drawing({ x: [1, 2], y: ['a'], children: [[], [1]] }, { ...classes, trees: { arity: 2 } })],
    ['2 nodes are nobody\'s child; the root alone is, the last.', drawing({ x: [1, 2], y: ['a'], children: [[], []] }, { ...classes, trees: { arity: 2 } })],
  ])('says of what it draws: %s', (sentence, made) => {
    expect(() => draw({ ...made, draw: (made as typeof right).draw })).toThrow(new OwnCodeError(`./mine.ts: ${sentence}`));
  });

  it('says nothing of what is right where no answer counts', () => {
    expect(draw(drawing({ x: [1, 2], y: ['a', 'b'], counts: [0, 1], right: [['b'], ['b']] }, { y: classes.y })).right).toEqual([[1], [1]]);
  });

  it('may validate with longer sequences than tau, where it says how long', () => {
    const longer = { ...right, longestHeld: 6, drawValidation: () => ({ x: [1, 2, 3, 4, 5, 6], y: [1, 2, 3, 4, 5, 6] }) };
    expect(taskOf(longer).drawValidation!(4, random, 0).x).toHaveLength(6);
    expect(() => taskOf({ ...longer, longestHeld: 5 }).drawValidation!(4, random, 0)).toThrow('`x` has 6 elements; a sequence has 5 at most');
  });

  it('is known without its code by what a run found it to be', () => {
    const task = taskOf({ ...classes, title: 'mine', leastTau: 3, longestHeld: 9, ahead: 'the answer' });
    const found = withTask(spec, task, 4, 'hash');
    expect(makeTask(found)).toBe(task);
    const later = JSON.parse(JSON.stringify(found)) as OwnTaskSpec;
    expect(later.facts).toMatchObject({ title: 'mine', x: { kind: 'numbers', size: 1 }, y: { kind: 'classes', size: 2, names: ['a', 'b'] }, output: 'last', leastTau: 3, longestHeld: 9, code: 'hash' });
    expect(described(later)).toMatchObject({ title: 'mine', y: { kind: 'classes', names: ['a', 'b'] }, output: 'last', leastTau: 3, ahead: 'the answer' });
    expect(() => described(later).draw(4, random)).toThrow('./mine.ts: its code is not loaded here.');
  });
});

describe('an experiment with a task of one\'s own', () => {
  const read = (parts: object = {}) => experimentOf({ data: { kind: 'task', task: './tasks/mine.ts', delay: 3, validationSequences: 9 } as never, ...parts });
  const settled = (parts: object, made: unknown) => {
    const experiment = read(parts);
    return settleTask({ ...experiment, data: withTask(experiment.data as OwnTaskSpec, taskOf(made), experiment.training.tau) });
  };

  it('asks for it by its file, with what stands beside that as its options', () => {
    expect(read().data).toEqual({ kind: 'task', task: 'own', file: './tasks/mine.ts', options: { delay: 3 }, validationSequences: 9, unsaid: ['output', 'loss'] });
    expect(read({ model: { output: 'last', layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }] } }).data).toMatchObject({ unsaid: ['loss'] });
  });

  it('leaves output and loss to it, where it does not say', () => {
    const { model, training, data } = settled({}, classes);
    expect([model.output, training.loss, 'unsaid' in data]).toEqual(['last', 'crossEntropy', false]);
    expect(settled({}, { ...right, y: { kind: 'bits', size: 1 } }).training.loss).toBe('binaryCrossEntropy');
  });

  it('is told where the rest does not go with it', () => {
    expect(() => settled({ model: { output: 'each', layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }] } }, classes)).toThrow('`output` is "each", but ./mine.ts asks for one of its classes at the end: use "last", or leave it out.');
    expect(() => settled({ training: { tau: 3 } }, { ...right, leastTau: 4 })).toThrow('`tau` is 3; ./mine.ts needs at least 4 steps.');
    expect(() => settled({ model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 2, direction: 'both' }] } }, { ...right, ahead: 'the answer' })).toThrow('what reads backward has seen the answer, the answer');
    const encoder = { encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }] }, layers: [{ cell: { kind: 'gru' }, hiddenSize: 2 }] };
    expect(() => settled({ model: encoder }, right)).toThrow('there is no source: leave it out, or take data of pairs.');
  });

  it('is another than that of a checkpoint where its code is, and says what no longer fits', () => {
    const found = (made: object, code: string) => {
      const experiment = read();
      return { ...experiment, data: withTask(experiment.data as OwnTaskSpec, taskOf(made), experiment.training.tau, code) };
    };
    expect(ownChanges(found(right, 'a'), found(right, 'a'))).toEqual([]);
    expect(ownChanges(found(right, 'a'), found({ ...right, title: 'better' }, 'b'))).toEqual([{ file: './tasks/mine.ts', before: 'a' }]);
    expect(ownChanges(found(right, 'a'), found({ ...right, x: { kind: 'bits', size: 2 } }, 'b'))).toMatchObject([{ misfit: 'x is 2 bits now and was 1 numbers' }]);
    expect(ownChanges(found(right, 'a'), found({ ...right, output: 'last' }, 'b'))).toMatchObject([{ misfit: '`output` is "last" now and was "each"' }]);
    const written = { ...right, ...pairs };
    const [other, source] = [{ kind: 'classes', names: ['b', 'a'] }, { kind: 'classes', names: ['1', '0'] }];
    expect(ownChanges(found(classes, 'a'), found({ ...classes, y: other }, 'b'))).toMatchObject([{ misfit: 'class 0 of y is "b" now and was "a"' }]);
    expect(ownChanges(found(written, 'a'), found({ ...written, answer: { ...written.answer, source } }, 'b'))).toMatchObject([{ misfit: 'class 0 of the source is "1" now and was "0"' }]);
    expect(ownChanges(found(written, 'a'), found({ ...written, answer: { ...written.answer, mark: 'a' } }, 'b'))).toMatchObject([{ misfit: '`answer.mark` is "a" now and was "b"' }]);
  });

  it('says what is wrong with the path of its file', () => {
    const wrong = (task: string) => () => experimentOf({ data: { kind: 'task', task } as never });
    expect(wrong('tasks/mine.ts')).toThrow('`task` is "tasks/mine.ts"; the path of a task of your own begins with ./ or ../, beside the experiment, has / between folders, and ends in .ts, .mts, .js or .mjs.');
    expect(wrong('addig')).toThrow(/`task` is "addig"; expected "adding", .*"\.\/tasks\/NAME\.ts"; did you mean "adding"\?/);
  });
});
