import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { own, withCode } from '../../core/cells/own.ts';
import { split } from '../../core/math/random.ts';
import type { OwnCellSpec } from '../../core/spec/experiment.ts';
import { OwnCodeError } from '../../core/spec/ownCode.ts';
import type { OwnCode } from '../../core/spec/ownCode.ts';
import { formatNumber } from '../../core/spec/wording.ts';

/** Numbers in lists of lists. */
type Numbers = number | readonly Numbers[];

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
  return { module: { test, stepOf, near, equal }, tests };
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

/** What is wrong with the cell is said as it stands. */
function whole<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof OwnCodeError ? new Error(error.message.replace('the cell: ', '')) : error;
  }
}

/** @throws Error with the first number that is further away */
function near(actual: Numbers, expected: Numbers, tolerance = 1e-9): void {
  compare(actual, expected, '', (a, b) => Math.abs(a - b) <= tolerance);
}

/** @throws Error with the first number that is another */
function equal(actual: Numbers, expected: Numbers): void {
  compare(actual, expected, '', Object.is);
}

function compare(actual: Numbers, expected: Numbers, at: string, same: (a: number, b: number) => boolean): void {
  const there = at === '' ? 'It' : `[${at}]`;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length) throw new Error(`${there} has ${actual.length} entries; ${expected.length} are expected.`);
    actual.forEach((value: Numbers, i) => compare(value, expected[i] as Numbers, at === '' ? `${i}` : `${at}, ${i}`, same));
  } else if (typeof actual !== 'number' || typeof expected !== 'number') {
    throw new Error(`${there} is ${kind(actual)}; ${kind(expected)} is expected.`);
  } else if (!same(actual, expected)) {
    throw new Error(`${there} is ${formatNumber(actual)}; ${formatNumber(expected)} is expected.`);
  }
}

const kind = (value: unknown): string => (Array.isArray(value) ? 'a list' : typeof value === 'number' ? formatNumber(value) : `of type ${typeof value}`);
