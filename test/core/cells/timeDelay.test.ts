import { describe, expect, it } from 'vitest';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { textBatch, textPlan } from '../../engine/tfjs/batches.ts';
import { textModel } from '../../engine/tfjs/models.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, initialise, split, TfjsEngine } = float64;
const [B, tau, nX, n, nO] = [2, 20, 3, 5, 2];
const cell = (kernel: number, dilation: number): CellSpec => ({ kind: 'timeDelay', kernel, dilation, variance: 0 });

function made(layers: readonly CellSpec[]) {
  const model = recurrent({ layers: layers.map((each) => ({ cell: each, hiddenSize: n })), output: 'each', inputSize: nX, outputSize: nO });
  const random = split(2, 'weights');
  const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  const o = (x: Tensor3D): Tensor3D => model.forward(parameters, { x }, model.initialState(B), { training: false, random }).o;
  return { parameters, o };
}

const random = split(3, 'data');
const x = tf.tensor3d(Array.from({ length: B * tau * nX }, () => random.normal()), [B, tau, nX]);

describe('a time-delay network', () => {
  it.each([[1, 1], [3, 1], [4, 3], [2, 7]])('with a kernel of %d and a dilation of %d is the convolution of TensorFlow.js', (kernel, dilation) => {
    const { parameters, o } = made([cell(kernel, dilation)]);
    const padded = tf.pad(x, [[0, 0], [(kernel - 1) * dilation, 0], [0, 0]]) as Tensor3D;
    const U = tf.unstack(tf.reshape(parameters['layers.0.U']!, [kernel, nX, n]));
    const h = tf.tanh(tf.add(tf.conv1d(padded, tf.stack(U.reverse()) as Tensor3D, 1, 'valid', 'NWC', dilation), parameters['layers.0.b']!));
    const expected = tf.add(tf.reshape(tf.matMul(tf.reshape(h, [B * tau, n]), parameters.V as never), [B, tau, nO]), parameters.c!);
    expect(tf.max(tf.abs(tf.sub(o(x), expected))).dataSync()[0]).toBeLessThan(1e-14);
  });

  it('answers a sequence that comes later with the same, as much later: to the last bit, once its reach is behind', () => {
    const { o } = made([cell(3, 1), cell(2, 3)]);
    const [later, reach] = [4, 2 + 3];
    const shifted = tf.concat([tf.randomNormal([B, later, nX], 0, 1, 'float32', 7), tf.slice(x, [0, 0, 0], [-1, tau - later, -1])], 1) as Tensor3D;
    const [early, late] = [o(x), o(shifted)].map((each) => each.arraySync() as number[][][]);
    for (let t = reach; t < tau - later; t++) expect(late!.map((rows) => rows[t + later])).toEqual(early!.map((rows) => rows[t]));
  });

  it('hands on what it keeps in tensors of its own, in a stack too', async () => {
    const model = recurrent(textModel(cell(3, 2), 2).spec);
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

describe('a deep stack of feedforward layers, a kernel of 1 each (section 10.7)', () => {
  const [width, depth, draws] = [32, 8, 100];

  /** mean h² of the last layer over mean x², as v^depth. */
  function growth(variance: number, draw: number): number {
    const layers = Array.from({ length: depth }, () => ({ cell: { ...cell(1, 1), variance } as CellSpec, hiddenSize: width }));
    const model = recurrent({ layers, output: 'last', inputSize: width, outputSize: 1 });
    const random = split(draw, 'weights');
    return tf.tidy(() => {
      const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
      const x = tf.tensor3d(Array.from({ length: width }, () => 1e-6 * random.normal()), [1, 1, width]);
      const { h } = model.forward(parameters, { x }, model.initialState(1), { training: false, random }).state.at(-1)!;
      return tf.div(tf.mean(tf.square(h!)), tf.mean(tf.square(x))).dataSync()[0]! / variance ** depth;
    });
  }

  it.each([0.5, 1, 100 ** (1 / depth)])('multiplies a variance by vⁿ with v = %d, so that v = v*^(1/n) makes it v*', (variance) => {
    const ratios = Array.from({ length: draws }, (_, draw) => growth(variance, draw + 1));
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / draws;
    const deviation = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (draws - 1) / draws);
    expect(Math.abs(mean - 1)).toBeLessThan(3 * deviation);
    expect(deviation).toBeLessThan(0.3);
  });
});
