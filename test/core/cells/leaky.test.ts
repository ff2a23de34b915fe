import { describe, expect, it } from 'vitest';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, unroll, initialise, split } = float64;
const n = 5;
type Leaky = CellSpec & { kind: 'leaky' };
const cellOf = (alpha: Leaky['alpha'], learnAlpha: boolean) => makeCell({ kind: 'leaky', alpha, learnAlpha, recurrentInitialiser: 'orthogonal' }, 1, n);

/** α of every unit as a model has it before it learns: sees the gate `alpha` of one step. */
function alphasOf(alpha: Leaky['alpha'], learnAlpha: boolean): number[] {
  const cell = cellOf(alpha, learnAlpha);
  const parameters = Object.fromEntries(cell.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, split(1, 'weights')), [...spec.shape])]));
  const { gates } = cell.step(parameters, { h: tf.zeros([1, n]) }, tf.zeros([1, 1]), { t: 0, training: false, random: split(1, 'noise') });
  return Array.from(gates!.alpha!.dataSync());
}

describe('leaky units', () => {
  it.each([false, true])('answer a step with 1 − α^t, to 1e-12; α learnt: %s', (learnAlpha) => {
    const [alpha, tau] = [0.93, 60];
    const cell = cellOf({ kind: 'same', value: alpha }, learnAlpha);
    const b = tf.tensor1d([0.3, -1, 2, 0.01, -0.5]);
    const parameters = { U: tf.zeros([1, n]), W: tf.zeros([n, n]), b, aAlpha: tf.fill([n], Math.log(alpha / (1 - alpha))) };
    const { outputs } = unroll(cell, parameters, tf.zeros([tau, 1, 1]), { h: tf.zeros([1, n]) }, { training: false, random: split(1, 'noise') });
    const h = outputs.dataSync();
    const goal = Array.from(b.dataSync(), Math.tanh);
    for (let t = 0; t < tau; t++) {
      for (let unit = 0; unit < n; unit++) expect(Math.abs(h[t * n + unit]! / goal[unit]! - (1 - alpha ** (t + 1)))).toBeLessThan(1e-12);
    }
  });

  it.each([false, true])('start at the α asked for, or at time constants spread evenly on a logarithmic scale; α learnt: %s', (learnAlpha) => {
    for (const alpha of alphasOf({ kind: 'same', value: 0.9 }, learnAlpha)) expect(alpha).toBeCloseTo(0.9, 14);
    const constants = alphasOf({ kind: 'spread', from: 2, to: 200 }, learnAlpha).map((alpha) => -1 / Math.log(alpha));
    for (const [unit, T] of constants.entries()) expect(T / (2 * 100 ** (unit / (n - 1)))).toBeCloseTo(1, 9);
  });
});
