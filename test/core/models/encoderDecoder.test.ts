import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Probe } from '../../../src/core/cells/unroll.ts';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { StackedEncoder, StackedLayer } from '../../../src/core/spec/chains.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { float64 } from '../../float64/load.ts';
import { slopeError } from '../math/slopeError.ts';

const { tf, recurrent, initialise, split, forwardPass, gradientPass, losses } = float64;
const [B, tau, tauSource, nX, nSource, nO] = [2, 3, 4, 3, 2, 3];
const recurrentInitialiser = 'uniform';
const [tanh, lstm, gru] = [{ kind: 'tanh', recurrentInitialiser }, { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser }, { kind: 'gru', reset: 'after', recurrentInitialiser }] as const;

const attentions = { none: undefined, additive: { kind: 'additive', size: 3 }, dotProduct: { kind: 'dotProduct', size: 2 } } as const;
const encoders: readonly StackedLayer[][] = [[{ cell: gru, hiddenSize: 2 }], [{ cell: lstm, hiddenSize: 2 }, { cell: tanh, hiddenSize: 2, direction: 'both' }]];
const cases: readonly { readonly as: StackedEncoder['as']; readonly attention: keyof typeof attentions; readonly layers: readonly StackedLayer[] }[] = [
  { as: 'initialState', attention: 'none', layers: encoders[1]! }, { as: 'input', attention: 'additive', layers: encoders[0]! }, { as: 'both', attention: 'dotProduct', layers: encoders[1]! },
];

function problem({ as, attention, layers }: (typeof cases)[number]) {
  const encoder: StackedEncoder = { layers, as, ...(attentions[attention] && { attention: attentions[attention] }) };
  const model = recurrent({ encoder, layers: [{ cell: lstm, hiddenSize: 2 }, { cell: tanh, hiddenSize: 2 }], output: 'each', inputSize: nX, outputSize: nO, sourceSize: nSource });
  const random = split(5, 'weights');
  const normal = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
  const numbers = Object.fromEntries(model.parameters.map((spec) => [spec.name, Float64Array.from(initialise(spec, random), (value) => value + 0.5 * random.normal())]));
  const parameters = () => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(numbers[name]!.slice() as never, [...shape])]));
  const y = tf.tensor2d(Array.from({ length: B * tau }, () => random.integer(nO)), [B, tau], 'int32');
  // The second source has two elements, the second answer has two as well.
  const inputs = {
    x: normal([B, tau, nX]) as Tensor3D, mask: tf.tensor2d([1, 1, 1, 1, 1, 0], [B, tau]),
    source: normal([B, tauSource, nSource]) as Tensor3D, sourceMask: tf.tensor2d([1, 1, 1, 1, 1, 1, 0, 0], [B, tauSource]),
  };
  return { model, numbers, parameters, inputs, y, pass: () => ({ model, loss: losses.crossEntropy, inputs, y, yMask: inputs.mask, state: model.initialState(B), context }) };
}

const context = { training: true, random: split(3, 'noise') };

describe.each(cases)('an encoder–decoder with C as $as and attention $attention', (example) => {
  const own = problem(example);

  it('has the gradient of finite differences', () => {
    const { gradients } = gradientPass(own.pass(), own.parameters());
    const value = () => tf.tidy(() => forwardPass(own.pass(), own.parameters()).loss.dataSync()[0]!);
    for (const [name, numbers] of Object.entries(own.numbers)) {
      expect(slopeError(gradients[name]!.dataSync(), value, numbers), name).toBeLessThan(1e-6);
    }
  });

  it('answers a shorter source as if it were alone', () => {
    const { model, inputs } = own;
    const o = model.forward(own.parameters(), inputs, model.initialState(B), context).o;
    const [x, source] = [tf.slice(inputs.x, [1, 0, 0], [1, 2, nX]), tf.slice(inputs.source, [1, 0, 0], [1, 2, nSource])];
    const alone = model.forward(own.parameters(), { x, source }, model.initialState(1), context).o;
    expect(relativeError(tf.slice(o, [1, 0, 0], [1, 2, nO]).dataSync(), alone.dataSync())).toBeLessThan(1e-14);
  });

  it('has the gradient of finite differences where it reads what it chose itself at half of the steps', () => {
    const pass = () => ({ ...own.pass(), context: { training: true, forcing: 0.5, random: split(3, 'noise') } });
    const { gradients } = gradientPass(pass(), own.parameters());
    const value = () => tf.tidy(() => forwardPass(pass(), own.parameters()).loss.dataSync()[0]!);
    for (const [name, numbers] of Object.entries(own.numbers)) {
      expect(slopeError(gradients[name]!.dataSync(), value, numbers), name).toBeLessThan(1e-6);
    }
  });

  it('says to the bit what teacher forcing says where every coin gives it the answer so far', () => {
    const { model, inputs } = own;
    const saidWith = (forcing: number) => model.forward(own.parameters(), inputs, model.initialState(B), { ...context, random: split(3, 'noise'), forcing }).o.dataSync();
    expect(saidWith(1 - 1e-16)).toEqual(saidWith(1));
    expect(saidWith(0.5)).not.toEqual(saidWith(1));
  });

  it('runs freely as it writes: each symbol from the likeliest one before', () => {
    const { model, inputs } = own;
    const parameters = own.parameters();
    const source = model.encoder!.read(parameters, inputs.source, inputs.sourceMask, context);
    let state = model.encoder!.begin(parameters, source);
    let x = tf.reshape(tf.slice(inputs.x, [0, 0, 0], [B, 1, nX]), [B, nX]) as Tensor2D;
    const steps = Array.from({ length: tau }, (_, t) => {
      const step = model.step(parameters, x, state, { ...context, source, t });
      state = step.state;
      x = tf.cast(tf.oneHot(tf.argMax(step.o, 1) as Tensor1D, nX), 'float32') as Tensor2D;
      return step.o;
    });
    const read: Tensor2D[] = [];
    const probe: Probe = {
      see(name, t, value) {
        if (name === 'x') read[t] = value as never;
        return value;
      },
    };
    const whole = model.forward(parameters, { ...inputs, mask: undefined }, model.initialState(B), { ...context, forcing: 0 }, probe).o;
    expect(relativeError(tf.stack(steps, 1).dataSync(), whole.dataSync())).toBeLessThan(1e-14);
    expect(read.slice(1).map((rows) => Array.from(tf.argMax(rows, 1).dataSync()))).toEqual(steps.slice(0, -1).map((o) => Array.from(tf.argMax(o, 1).dataSync())));
  });

  it('says the same one step at a time', () => {
    const { model, inputs } = own;
    const parameters = own.parameters();
    const source = model.encoder!.read(parameters, inputs.source, inputs.sourceMask, context);
    let state = model.encoder!.begin(parameters, source);
    const steps = (tf.unstack(inputs.x, 1) as Tensor2D[]).map((x, t) => {
      const step = model.step(parameters, x, state, { ...context, source, t });
      state = step.state;
      return step.o;
    });
    const whole = model.forward(parameters, { ...inputs, mask: undefined }, model.initialState(B), context).o;
    expect(relativeError(tf.stack(steps, 1).dataSync(), whole.dataSync())).toBeLessThan(1e-14);
  });
});

it('a clock of a decoder begins at 0, whatever the encoder has read: it counts', () => {
  const cell: CellSpec = { kind: 'clockwork', periods: [1, 2], recurrentInitialiser };
  const model = recurrent({ encoder: { layers: encoders[0]!, as: 'initialState' }, layers: [{ cell, hiddenSize: 4 }], output: 'each', inputSize: nX, outputSize: nO, sourceSize: nSource });
  expect(model.parameters.find(({ name }) => name === 'initial.layers.0.W')!.shape).toEqual([2, 4]);
  const parameters = Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.ones([...shape])]));
  const [{ h, clock }] = model.encoder!.begin(parameters, { C: tf.ones([B, 2]) }) as [{ h: Tensor2D; clock: Tensor2D }];
  expect(Array.from(clock.dataSync())).toEqual(Array(4 * B).fill(0));
  expect(Array.from(h.dataSync())).toEqual(Array(4 * B).fill(Math.tanh(3)));
});

describe.each(['additive', 'dotProduct'] as const)('%s attention', (attention) => {
  const own = problem({ as: 'initialState', attention, layers: encoders[1]! });
  const seen = new Map<string, Tensor2D[]>();
  const probe: Probe = {
    see(name, _, value) {
      seen.set(name, [...seen.get(name) ?? [], value as never]);
      return value;
    },
  };
  own.model.forward(own.parameters(), own.inputs, own.model.initialState(B), context, probe);

  it('has weights that add up to 1 at each step, and are exactly 0 where the source has no element', () => {
    expect(seen.get('attention')!.length).toBe(tau);
    for (const weights of seen.get('attention')!) {
      const [whole, short] = weights.arraySync() as [number[], number[]];
      for (const row of [whole, short]) expect(row.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 14);
      expect(Math.min(...whole, ...short.slice(0, 2))).toBeGreaterThan(0);
      expect(short.slice(2)).toEqual([0, 0]);
    }
  });

  it('reads the mean of the states by these weights', () => {
    const states = tf.stack(['h', 'g'].map((letter) => tf.stack(seen.get(`encoder.layers.1.${letter}`)!, 1)), 2) as Tensor3D;   // [B, tauSource, 2, n]
    const hs = tf.reverse(tf.reshape(states, [B, tauSource, 2, 2]), []);
    const forward = tf.slice(hs, [0, 0, 0, 0], [-1, -1, 1, -1]);
    const backward = tf.reverse(tf.slice(hs, [0, 0, 1, 0], [-1, -1, 1, -1]), 1);                                                // g is seen from the end
    const both = tf.reshape(tf.concat([forward, backward], 2), [B, tauSource, 4]) as Tensor3D;
    for (const [t, alpha] of seen.get('attention')!.entries()) {
      const mean = tf.matMul(tf.expandDims(alpha, 1) as Tensor3D, both);
      expect(relativeError(seen.get('context')![t]!.dataSync(), mean.dataSync())).toBeLessThan(1e-14);
    }
  });
});
