import { describe, expect, it } from 'vitest';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { textBatch, textPlan } from '../../engine/tfjs/batches.ts';
import { textModel } from '../../engine/tfjs/models.ts';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, unroll, initialise, split, recurrent, TfjsEngine } = float64;
const n = 5;
const recurrentInitialiser = 'orthogonal';

/** ln of the length of ∂(1ᵀh_T)/∂h_0 where every recurrent matrix is ρQ and h stays so near 0 that tanh is the identity. */
function logGradient(spec: CellSpec, rho: number, T: number): number {
  const cell = makeCell(spec, 1, n);
  const parameters = Object.fromEntries(cell.parameters.map((parameter) => {
    const value = tf.tensor(initialise(parameter, split(2, 'weights')), [...parameter.shape]);
    return [parameter.name, parameter.shape[0] === n && parameter.shape.length === 2 ? tf.mul(value, rho) : tf.zerosLike(value)];
  }));
  const gradient = tf.grad((h) => {
    const state = Object.fromEntries(Object.keys(cell.stateSizes).map((entry) => [entry, entry === 'h' ? h as Tensor2D : tf.zeros([1, n]) as Tensor2D]));
    return tf.sum(unroll(cell, parameters, tf.zeros([T, 1, 1]), state, { training: false, random: split(1, 'noise') }).state.h!);
  })(tf.fill([1, n], 1e-30));
  return Math.log(tf.norm(gradient).dataSync()[0]!);
}

describe('a skip of d', () => {
  const rho = 0.7;
  const decay = (spec: CellSpec, T: number) => (logGradient(spec, rho, T) - logGradient(spec, rho, T / 2)) / (T / 2);
  const without = decay({ kind: 'tanh', recurrentInitialiser }, 120);

  it.each([2, 3, 5, 10])('of %d: the logarithm of the gradient falls at 1/d of the rate without, ± 1 %', (delay) => {
    expect(without).toBeCloseTo(Math.log(rho), 9);
    const rate = decay({ kind: 'skip', delay, connections: 'skip', recurrentInitialiser }, 12 * delay);
    expect(rate * delay / without).toBeGreaterThan(0.99);
    expect(rate * delay / without).toBeLessThan(1.01);
  });

  it('further back than a window reaches: what the state hands on outlives the tensors it came from', async () => {
    const spec: CellSpec = { kind: 'skip', delay: 7, connections: 'both', recurrentInitialiser };
    const model = recurrent(textModel(spec, 2).spec);
    const compiled = await new TfjsEngine('cpu').compile(model, textPlan, 1);
    for (let i = 0; i < 2; i++) await compiled.run(textBatch(i, { tau: 2, continues: i > 0 }));
    const tensors = tf.memory().numTensors;
    for (let i = 2; i < 6; i++) await compiled.run(textBatch(i, { tau: 2, continues: true }));
    const sampler = compiled.sampler();
    for (let i = 0; i < 10; i++) expect((await sampler.next(i % 5)).every(Number.isFinite)).toBe(true);
    sampler.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    compiled.dispose();
  });
});
