import { describe, expect, test } from 'vitest';
import { found } from '../../../src/core/data/ownTask.ts';
import { askedOf, listened } from '../../../src/core/spec/askedOptions.ts';
import type { OwnTaskSpec, ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { mapOwnCells } from '../../../src/core/spec/ownCells.ts';
import { OwnCodeError } from '../../../src/core/spec/ownCode.ts';
import type { OwnCode } from '../../../src/core/spec/ownCode.ts';
import { parseText } from '../../../src/core/spec/jsonc.ts';
import { unreadOptions, unreadProblems } from '../../../src/core/spec/unreadOptions.ts';
import { lines, read, resolved, textOf } from './texts.ts';

type Options = Readonly<Record<string, number>>;

describe('what code asks for', () => {
  test('is heard by name, there or not, in every way in which it may ask', () => {
    const { options, asked } = listened({ a: 1 });
    const { a, b = 2 } = options as Options;
    expect([a, b, 'c' in options, asked()]).toEqual([1, 2, false, ['a', 'b', 'c']]);
  });

  test('is not known of code that takes all', () => {
    const { options, asked } = listened({ a: 1, b: 2 });
    const { a: _, ...rest } = options;
    expect([rest, asked()]).toEqual([{ b: 2 }, undefined]);
  });

  test('is not looked for where none is given, and no further than all that are given', () => {
    let turns = 0;
    const use = function* ({ a }: Options) { for (; turns < 9; turns++) yield a; };
    expect([askedOf({}, use), turns, askedOf({ a: 1 }, use), turns, askedOf({ a: 1, b: 2 }, use), turns]).toEqual([undefined, 0, ['a'], 0, ['a'], 9]);
  });

  test('is not known of code that throws, or cannot take options that listen', () => {
    expect(askedOf({ a: 1 }, options => [structuredClone(options)])).toBeUndefined();
  });
});

describe('the options of a task of one\'s own', () => {
  const numbers = { kind: 'numbers', size: 1 };
  /** With what its code is found to be. @param draw asks for more */
  const withOptions = (beside: object, draw: (options: Options) => unknown = () => undefined): { text: string; experiment: ResolvedExperiment } => {
    const text = textOf({ data: { kind: 'task', task: './tasks/mine.ts', ...beside } });
    const reading = read(text);
    if (!reading.ok) throw new Error(reading.problems[0]!.message);
    const make = ({ options }: { options: Options }) => ({ leastTau: options['delay'] ?? 5, x: numbers, y: numbers, output: 'each', draw: () => { draw(options); return { x: [1], y: [1] }; } });
    const code: OwnCode = { make: make as never, call: f => f() };
    return { text, experiment: { ...reading.experiment, data: found(reading.experiment.data as OwnTaskSpec, code, 20, () => code) } };
  };
  const told = ({ text, experiment }: ReturnType<typeof withOptions>) => unreadProblems(experiment, parseText(text).positions);

  test('are told at their name, with the one that was meant', () => {
    const problems = told(withOptions({ dealy: 7, validationSequences: 9 }));
    expect(lines(problems)).toEqual(['demo.unfold.json:5:5: warning: ./tasks/mine.ts did not ask for the option `dealy` in 8 sequences; did you mean `delay`?']);
    expect(problems[0]).toMatchObject({ endColumn: 12, fix: { kind: 'rename', to: 'delay' } });
  });

  test('are told with those that it reads, where none of them is near, or that is there already', () => {
    expect(unreadOptions(withOptions({ noise: 1 }).experiment)).toMatchObject([{ path: ['data', 'noise'], message: './tasks/mine.ts did not ask for the option `noise` in 8 sequences; it asked for `delay`.' }]);
    expect(unreadOptions(withOptions({ delay: 3, dealy: 7 }).experiment)).toMatchObject([{ path: ['data', 'dealy'], meant: undefined }]);
  });

  test('may only be read as it draws', () => {
    expect(told(withOptions({ noise: 1 }, options => options['noise']))).toEqual([]);
    const failing = withOptions({ noise: 1 }, () => { throw new OwnCodeError('./tasks/mine.ts:1:1: no.'); });
    expect(unreadOptions(failing.experiment)).toEqual([]); // what it would have asked for, nobody knows
  });

  test('are not known before its code has run', () => {
    expect(unreadOptions(resolved({ data: { kind: 'task', task: './tasks/mine.ts', dealy: 7 } }))).toEqual([]);
  });
});

test('so are those of a cell, in whatever layer', () => {
  const cell = (beside: object = {}) => ({ cell: { kind: './cells/mine.ts', ...beside }, hiddenSize: 4 });
  const facts = { state: { h: 4 }, parameters: {}, inputs: [], recurrent: [], mixed: [], keeps: false, held: 1, asks: ['alpha'] };
  const experiment = mapOwnCells(resolved({ data: { kind: 'pairs', file: 'a.tsv' }, model: { encoder: { layers: [cell({ alpha: 1 })] }, layers: [cell(), cell({ alhpa: 2 })] } }), own => ({ ...own, facts }));
  expect(unreadOptions(experiment)).toMatchObject([{ path: ['model', 'layers', 1, 'cell', 'alhpa'], meant: 'alpha' }]);
});
