import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import { cellSpecs, deepens, nameOf } from '../cells/experiments.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, split } = float64;
const [B, tau, nX, n, nO] = [2, 4, 3, 5, 2];
const context = () => ({ training: false, random: split(1, 'noise') });
type Numbers = Record<string, Tensor>;

function made(layer: StackedLayer, outputDepth: number) {
  const model = recurrent({ layers: [layer], output: 'each', outputDepth, inputSize: nX, outputSize: nO });
  const random = split(2, 'weights');
  const parameters: Numbers = Object.fromEntries(model.parameters.map(({ name, shape }) =>
    [name, tf.tensor(Array.from({ length: shape.reduce((all, size) => all * size, 1) }, () => random.normal()), [...shape])]));
  return { model, parameters, o: (x: Tensor3D, at: Numbers = parameters) => model.forward(at, { x }, model.initialState(B), context()).o };
}

const random = split(3, 'data');
const x = tf.tensor3d(Array.from({ length: B * tau * nX }, () => random.normal()), [B, tau, nX]);
const expectSame = (one: Tensor, other: Tensor) => expect(relativeError(one.dataSync(), other.dataSync())).toBeLessThan(1e-13);
/** tanh(b + x·W) of every row of a sequence. */
const layerOf = (parameters: Numbers, name: string, sequence: Tensor3D): Tensor3D => {
  const [rows, width] = [sequence.shape[0] * sequence.shape[1], sequence.shape[2]];
  const z = tf.tanh(tf.add(parameters[`${name}.b`]!, tf.matMul(tf.reshape(sequence, [rows, width]), parameters[`${name}.W`] as Tensor2D)));
  return tf.reshape(z, [sequence.shape[0], sequence.shape[1], -1]);
};

describe.each(cellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('depth around $name', ({ cell }) => {
  const layer = (depth: NonNullable<StackedLayer['depth']>): StackedLayer => ({ cell, hiddenSize: n, depth });

  it('before what it reads is a network on x at every step', () => {
    const deep = made(layer({ input: 2, hidden: 0, skip: false }), 0);
    const plain = recurrent({ layers: [{ cell, hiddenSize: n }], output: 'each', inputSize: n, outputSize: nO });
    const z = layerOf(deep.parameters, 'layers.0.input.1', layerOf(deep.parameters, 'layers.0.input.0', x));
    expectSame(deep.o(x), plain.forward(deep.parameters, { x: z }, plain.initialState(B), context()).o);
  });

  if (deepens(cell)) it('before its own state leaves the plain cell, with the skip, where the layers give nothing', () => {
    const deep = made(layer({ input: 0, hidden: 2, skip: true }), 0);
    const nothing = Object.fromEntries(Object.entries(deep.parameters).map(([name, value]) => [name, name.includes('hidden') ? tf.zerosLike(value) : value]));
    expectSame(deep.o(x, nothing), made(layer({ input: 0, hidden: 0, skip: false }), 0).o(x, nothing));
    expect(relativeError(deep.o(x).dataSync(), deep.o(x, nothing).dataSync())).toBeGreaterThan(1e-3);
  });

  if (deepens(cell)) it('before its own state is a network on h of the step before', () => {
    const deep = made(layer({ input: 0, hidden: 1, skip: false }), 0);
    const plain = made(layer({ input: 0, hidden: 0, skip: false }), 0).model;
    const state = plain.initialState(B).map((entries) => Object.fromEntries(Object.entries(entries).map(([name, zeros]) => [name, tf.add(zeros, 0.3) as Tensor2D])));
    const first = tf.squeeze(tf.slice(x, [0, 0, 0], [-1, 1, -1]), [1]) as Tensor2D;
    const m = tf.squeeze(layerOf(deep.parameters, 'layers.0.hidden.0', tf.expandDims(state[0]!.h!, 1)), [1]) as Tensor2D;
    expectSame(deep.model.step(deep.parameters, first, state, { ...context(), t: 0 }).o, plain.step(deep.parameters, first, [{ ...state[0], h: m }], { ...context(), t: 0 }).o);
  });

  if (deepens(cell)) it('before o is a network on h; one step at a time says the same', () => {
    const deep = made(layer({ input: 1, hidden: 1, skip: true }), 2);
    let state = deep.model.initialState(B);
    const steps = (tf.unstack(x, 1) as Tensor2D[]).map((xt, t) => {
      const result = deep.model.step(deep.parameters, xt, state, { ...context(), t });
      state = result.state;
      return result.o;
    });
    expectSame(tf.stack(steps, 1), deep.o(x));
    const identity = recurrent({ layers: [layer({ input: 1, hidden: 1, skip: true })], output: 'each', inputSize: nX, outputSize: n });
    const h = identity.forward({ ...deep.parameters, V: tf.eye(n), c: tf.zeros([n]) }, { x }, identity.initialState(B), context()).o;
    const q = layerOf(deep.parameters, 'output.1', layerOf(deep.parameters, 'output.0', h));
    expectSame(deep.o(x), tf.add(deep.parameters.c!, tf.reshape(tf.matMul(tf.reshape(q, [B * tau, n]), deep.parameters.V as Tensor2D), [B, tau, nO])));
  });
});
