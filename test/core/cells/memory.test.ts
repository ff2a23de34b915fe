import { expect, it } from 'vitest';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, unroll, initialise, split } = float64;
const [slots, hops, nX, n, tau] = [3, 2, 4, 5, 6];
const cell = makeCell({ kind: 'memory', slots, hops }, nX, n);
const random = split(3, 'weights');
const parameters = Object.fromEntries(cell.parameters.map((spec) => [spec.name, tf.tensor(Array.from(initialise(spec, random), (value) => value + random.normal()), [...spec.shape])]));
const P = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value.arraySync() as number[][]]));
const xs = Array.from({ length: tau }, () => Array.from({ length: nX }, () => random.normal()));

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const times = (row: readonly number[], matrix: readonly (readonly number[])[]): number[] => matrix[0]!.map((_, j) => dot(row, matrix.map((other) => other[j]!)));
const plus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value + b[i]!);

/** The answer to the question at t, from the elements before it as they are. */
function answer(t: number): number[] {
  const before = xs.slice(Math.max(0, t - slots), t).reverse();
  const m = before.map((x, i) => plus(times(x, P['A']!), P['TA']![i]!));
  const c = before.map((x, i) => plus(times(x, P['C']!), P['TC']![i]!));
  let u = times(xs[t]!, P['U']!);
  for (let hop = 0; hop < hops; hop++) {
    const weights = m.map((row) => Math.exp(dot(row, u)));
    const all = weights.reduce((a, b) => a + b, 0);
    u = weights.reduce((sum, weight, i) => plus(sum, c[i]!.map((value) => (weight / all) * value)), times(u, P['H']!));
  }
  return u;
}

it('a memory network answers from what came before, number by number, and forgets what its slots do not hold', () => {
  const zeros = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, size]) => [entry, tf.zeros([1, size])])) as never;
  const h = unroll(cell, parameters, tf.tensor3d(xs.map((x) => [x])), zeros, { training: false, random }).outputs.arraySync() as number[][][];
  for (let t = 1; t < tau; t++) answer(t).forEach((value, unit) => expect(Math.abs(h[t]![0]![unit]! - value)).toBeLessThan(1e-9));
});
