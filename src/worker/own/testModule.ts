import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { own, withCode } from '../../core/cells/own.ts';
import { split } from '../../core/math/random.ts';
import type { OwnCellSpec } from '../../core/spec/experiment.ts';
import { OwnCodeError } from '../../core/spec/ownCode.ts';
import type { OwnCode } from '../../core/spec/ownCode.ts';
import { describe, formatNumber } from '../../core/spec/wording.ts';
import { sizeOf, widthOf } from '../../core/tasks/elements.ts';
import type { Elements } from '../../core/tasks/elements.ts';
import { own as ownTask } from '../../core/data/ownTask.ts';

/** Numbers, or names, in lists of lists. */
type Numbers = number | string | readonly Numbers[];

/** What a step is made from, in plain numbers. */
interface Given {
  readonly parameters: Readonly<Record<string, Numbers>>;
  readonly state: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly x: readonly (readonly number[])[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly t?: number;
  readonly training?: boolean;
}

/** A test as a person wrote it. */
export interface OwnTest {
  readonly name: string;
  readonly body: () => unknown;
  /** Made where it was declared. */
  readonly at: Error;
}

/** What `import … from 'unfold/test'` gives, and the tests that are declared with it. */
export function testModule(): { readonly module: Readonly<Record<string, unknown>>; readonly tests: readonly OwnTest[] } {
  const tests: OwnTest[] = [];
  const test = (name: string, body: () => unknown): void => void tests.push({ name, body, at: new Error() });
  return { module: { test, stepOf, sequencesOf, near, equal }, tests };
}

/** One step of a cell, as lists of numbers. As many columns as x has, as many units as h. */
function stepOf(make: OwnCode['make'], { parameters, state, x, options = {}, t = 0, training = true }: Given): unknown {
  const [h, first] = [state['h']?.[0], x[0]];
  if (!h || !first) throw new Error('stepOf takes `state`, with h, and `x`, each a list of rows: { state: { h: [[0.2]] }, x: [[0.7]] }.');
  const cell = whole(() => own(withCode({ kind: 'own', file: 'the cell', options } as OwnCellSpec, { make, call: (f) => f() }), first.length, h.length));
  const missing = [...cell.parameters.map(({ name }) => name).filter((name) => !(name in parameters)), ...Object.keys(cell.stateSizes).filter((entry) => !(entry in state))];
  if (missing.length > 0) throw new Error(`stepOf is not given ${missing.join(', ')}.`);
  return tidy(() => {
    const tensors = <T extends Tensor>(values: Readonly<Record<string, Numbers>>): Record<string, T> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tensor(value as number[]) as T]));
    const result = whole(() => cell.step(tensors(parameters), tensors<Tensor2D>(state), tensor(x as number[][]) as Tensor2D, { t, training, random: split(0, 'noise', t) }));
    const lists = (values: Readonly<Record<string, Tensor>>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.arraySync()]));
    return { state: lists(result.state), output: result.output.arraySync(), gates: lists(result.gates ?? {}) } as unknown as number;
  });
}

/** How sequences are drawn. */
interface Drawing {
  readonly tau: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly count?: number;
  readonly seed?: number;
  /** Those to validate with, where the task draws others for that. */
  readonly held?: boolean;
}

/** Sequences of a task, in plain lists: a row of numbers for each element, or the name of its class. */
function sequencesOf(make: OwnCode['make'], { tau, options = {}, count = 20, seed = 0, held = false }: Drawing): unknown[] {
  if (!Number.isInteger(tau) || tau < 1) throw new Error(`sequencesOf takes \`tau\`, the most steps of a sequence, as in { tau: 20 }; it is ${describe(tau)}.`);
  const task = whole(() => ownTask({ file: 'the task', options }, { make, call: (f) => f() }));
  const random = split(seed, 'data');
  const draw = (held && task.drawValidation) || task.draw;
  return Array.from({ length: count }, (_, index) => {
    const { x, y, source, right, ...rest } = whole(() => draw(tau, random, index));
    const named = (classes: readonly number[]): unknown[] => inLists(task.y, Int32Array.from(classes));
    return { x: inLists(task.x, x), y: inLists(task.y, y), ...(task.answer && source && { source: inLists(task.answer.source, source) }), ...(right && { right: right.map(named) }), ...rest };
  });
}

function inLists(elements: Elements, values: Float32Array | Int32Array): unknown[] {
  if (elements.kind === 'classes') return Array.from(values, (value) => elements.names[value]);
  const width = widthOf(elements);
  return Array.from({ length: values.length / width }, (_, t) => (sizeOf(elements) === 1 ? values[t] : Array.from(values.subarray(t * width, (t + 1) * width))));
}

/** What is wrong with the cell or the task is said as it stands. */
function whole<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof OwnCodeError ? new Error(error.message.replace(/^the (?:cell|task): /, '')) : error;
  }
}

/** @throws Error with the first number that is further away */
function near(actual: Numbers, expected: Numbers, tolerance = 1e-9): void {
  compare(actual, expected, '', (a, b) => (typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= tolerance : a === b));
}

/** @throws Error with the first number that is another */
function equal(actual: Numbers, expected: Numbers): void {
  compare(actual, expected, '', Object.is);
}

function compare(actual: Numbers, expected: Numbers, at: string, same: (a: number | string, b: number | string) => boolean): void {
  const there = at === '' ? 'It' : `[${at}]`;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length) throw new Error(`${there} has ${actual.length} entries; ${expected.length} are expected.`);
    actual.forEach((value: Numbers, i) => compare(value, expected[i] as Numbers, at === '' ? `${i}` : `${at}, ${i}`, same));
  } else if (!isOne(actual) || !isOne(expected) || !same(actual, expected)) {
    throw new Error(`${there} is ${kind(actual)}; ${kind(expected)} is expected.`);
  }
}

const isOne = (value: Numbers): value is number | string => typeof value === 'number' || typeof value === 'string';
const kind = (value: unknown): string => (Array.isArray(value) ? 'a list' : typeof value === 'number' ? formatNumber(value) : typeof value === 'string' ? describe(value) : `of type ${typeof value}`);
