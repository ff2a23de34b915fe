import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import { everyCellSpec, nameOf } from '../cells/experiments.ts';
import { float64 } from '../../float64/load.ts';
import { slopeError } from '../math/slopeError.ts';

const { tf, recurrent, makeCell, initialise, split, forwardPass, gradientPass, losses } = float64;
const [B, tau, nX, nO, nC] = [2, 3, 2, 3, 2];
const [tanh, lstm] = [{ kind: 'tanh', recurrentInitialiser: 'uniform' }, { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'uniform' }] as const;
const ways = ['input', 'initialState', 'both'] as const;

function problem(as: (typeof ways)[number] | 'none', recurrence: 'hidden' | 'both' = 'hidden') {
  const layers = [{ cell: lstm, hiddenSize: 3 }, { cell: tanh, hiddenSize: 4 }];
  const model = recurrent({ layers, output: 'each', inputSize: nX, outputSize: nO, context: { as }, contextSize: nC, recurrence, loss: 'crossEntropy' });
  const random = split(5, 'weights');
  const normal = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
  const numbers = Object.fromEntries(model.parameters.map((spec) => [spec.name, Float64Array.from(initialise(spec, random), (value) => value + 0.3 * random.normal())]));
  const parameters = (): Record<string, Tensor> => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(numbers[name]!.slice() as never, [...shape])]));
  const classes = tf.tensor2d(Array.from({ length: B * tau }, () => random.integer(nO)), [B, tau], 'int32');
  const rows = tf.cast(tf.oneHot(classes, nO), 'float32') as Tensor3D;
  return { model, numbers, parameters, x: normal([B, tau, nX]) as Tensor3D, C: normal([B, nC]) as Tensor2D, classes, rows };
}

const context = { training: true, forcing: 0, random: split(3, 'noise') };

describe('a model on a context', () => {
  it.each([...ways.map((as) => [as, 'hidden'] as const), ['both', 'both'] as const])('as %s, carrying %s, has the gradient of finite differences', (as, recurrence) => {
    const own = problem(as, recurrence);
    const pass = () => ({ model: own.model, loss: losses.crossEntropy, inputs: { x: own.x, C: own.C, y: own.rows }, y: own.classes, state: own.model.initialState(B), context });
    const { gradients } = gradientPass(pass(), own.parameters());
    const value = () => tf.tidy(() => forwardPass(pass(), own.parameters()).loss.dataSync()[0]!);
    for (const [name, numbers] of Object.entries(own.numbers)) {
      expect(slopeError(gradients[name]!.dataSync(), value, numbers), name).toBeLessThan(1e-6);
    }
  });

  it('at every step, is the model without one whose bias is b + C·R', () => {
    const own = problem('input');
    const { 'layers.0.R': R, 'layers.0.b': b, ...rest } = own.parameters();
    for (const k of [0, 1]) {
      const C = tf.tile(tf.tensor2d([[1 - k, k]]), [B, 1]) as Tensor2D;
      const conditioned = own.model.forward(own.parameters(), { x: own.x, C }, own.model.initialState(B), context).o.dataSync();
      const plain = problem('none').model;
      const shifted = tf.add(b!, tf.reshape(tf.slice(R!, [k, 0], [1, -1]), b!.shape));
      expect(relativeError(plain.forward({ ...rest, 'layers.0.b': shifted }, { x: own.x }, plain.initialState(B), context).o.dataSync(), conditioned)).toBeLessThan(1e-14);
    }
  });

  it.each(ways)('as %s, goes one step at a time as it reads whole sequences', (as) => {
    const own = problem(as);
    let state = own.model.initialState(B);
    const steps = tf.unstack(own.x, 1).map((x, t) => {
      const step = own.model.step(own.parameters(), x as Tensor2D, state, { ...context, C: own.C, t });
      state = step.state;
      return step.o;
    });
    expect(relativeError(tf.stack(steps, 1).dataSync(), own.model.forward(own.parameters(), { x: own.x, C: own.C }, own.model.initialState(B), context).o.dataSync())).toBeLessThan(1e-14);
  });

  it('at every step, of a time-delay network is the one without whose bias is b + C·(R₀ + R₁), once its reach is behind', () => {
    const [reach, steps] = [2, 5];
    const spec = { layers: [{ cell: { kind: 'timeDelay', kernel: 2, dilation: reach, variance: 0 } as const, hiddenSize: 3 }], output: 'each', inputSize: nX, outputSize: nO } as const;
    const [model, plain] = [recurrent({ ...spec, context: { as: 'input' }, contextSize: nC }), recurrent(spec)];
    const random = split(4, 'weights');
    const normal = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
    const parameters = Object.fromEntries(model.parameters.map(({ name, shape }) => [name, normal(shape)]));
    expect(plain.parameters.map(({ name, shape }) => [name, shape])).toEqual(model.parameters.filter(({ name }) => name !== 'layers.0.R').map(({ name, shape }) => [name, shape]));
    const { 'layers.0.R': R, 'layers.0.b': b, ...rest } = parameters as Record<string, Tensor2D>;
    const [x, C] = [normal([1, steps, nX]) as Tensor3D, normal([1, nC]) as Tensor2D];
    const sum = tf.matMul(C, tf.add<Tensor2D>(...tf.split<Tensor2D>(R!, 2) as [Tensor2D, Tensor2D]));
    const late = (o: Tensor3D) => tf.slice(o, [0, reach, 0]).dataSync();
    const conditioned = model.forward(parameters, { x, C }, model.initialState(1), context).o;
    const shifted = plain.forward({ ...rest, 'layers.0.b': tf.add(b!, tf.reshape(sum, b!.shape)) }, { x }, plain.initialState(1), context).o;
    expect(relativeError(late(conditioned), late(shifted))).toBeLessThan(1e-14);
  });

  it('as initial state, makes every h before the first of a skip through time, and nothing else of a state', () => {
    const seen: Record<string, readonly number[]> = {};
    for (const [cell, entries] of [[{ kind: 'skip', delay: 3, connections: 'both', recurrentInitialiser: 'uniform' }, ['h', 'h2', 'h3']], [lstm, ['h']]] as const) {
      const model = recurrent({ layers: [{ cell, hiddenSize: 2 }], output: 'each', inputSize: nX, outputSize: nO, context: { as: 'initialState' }, contextSize: nC });
      const { chains: [chain] } = model;
      const step = chain!.cell.step;
      Object.assign(chain!.cell, { step: (...[parameters, state, x, at]: Parameters<typeof step>) => {
        for (const [entry, value] of Object.entries(state)) seen[`${cell.kind} ${entry}`] ??= Array.from(value.dataSync());
        return step(parameters, state, x, at);
      } });
      const parameters = Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.ones([...shape])]));
      model.step(parameters, tf.zeros([1, nX]), model.initialState(1), { ...context, C: tf.tensor2d([[0.5, 1]]), t: 0 });
      for (const entry of entries) expect(seen[`${cell.kind} ${entry}`]).toEqual([1.5, 1.5]);
    }
    expect(seen['lstm c']).toEqual([0, 0]);
  });

  it('no cell calls a matrix of its own as a model calls those of what its first layer reads besides x', () => {
    for (const cell of everyCellSpec) {
      const decodes = cellFacts(cell).reads === undefined && !cellFacts(cell).carries;
      const taken = ['R', 'Y', 'T', ...(decodes ? ['A'] : [])];
      expect(makeCell(cell, 3, 4).parameters.map(({ name }) => name).filter((name) => taken.includes(name)), nameOf(cell)).toEqual([]);
    }
  });

  it('says so where none is given', () => {
    const own = problem('input');
    expect(() => own.model.forward(own.parameters(), { x: own.x }, own.model.initialState(B), context)).toThrow('conditioned on a context, and none is given');
  });
});
