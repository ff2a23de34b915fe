import { expect, it } from 'vitest';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, initialise, split } = float64;
const [B, n, epsilon] = [1, 3, 1e-5];
const cell = makeCell({ kind: 'layerNormLstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' }, 2, n);
const parameters = Object.fromEntries(cell.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, split(1, 'weights')), [...spec.shape])]));
const zeros = () => tf.zeros([B, n]) as Tensor2D;

/** z less its mean. */
const centred = (z: number[]): number[] => z.map((value) => value - z.reduce((sum, each) => sum + each) / z.length);

it('of numbers that are all alike LN has the slope 1/√ε, as of a step that reads zeros and remembers nothing: steep, and no infinity', () => {
  const step = (h: Tensor): Tensor2D => cell.step(parameters, { h: h as Tensor2D, c: zeros() }, tf.zeros([B, 2]), { t: 0, training: false, random: split(1, 'noise') }).state.h!;
  const weights = [0.7, -1.1, 0.4];
  const found = tf.grad((h) => tf.sum(tf.mul(step(h), weights)))(zeros()).dataSync();
  // i = o = 1/2, and everything else is 0: back through tanh(LN(c)), i ⊙ tanh(a_g) and the g of LN(h·W)
  const dc = centred(weights.map((weight) => (0.5 * weight) / Math.sqrt(epsilon)));
  const da = centred([...Array<number>(2 * n).fill(0), ...dc.map((each) => 0.5 * each), ...Array<number>(n).fill(0)]).map((each) => each / Math.sqrt(epsilon));
  const W = parameters['W']!.arraySync() as number[][];
  expect(relativeError(found, W.map((row) => row.reduce((sum, weight, k) => sum + weight * da[k]!, 0)))).toBeLessThan(1e-12);
});
