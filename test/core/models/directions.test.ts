import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, initialise, readSequence, split, stackOf, unroll } = float64;
const [B, tau, nX, n, nO] = [2, 5, 3, 4, 2];
const context = () => ({ training: false, random: split(1, 'noise') });
type Numbers = Record<string, Tensor>;

function made(layers: readonly StackedLayer[], output: 'each' | 'last') {
  const model = recurrent({ layers, output, inputSize: nX, outputSize: nO });
  const random = split(2, 'weights');
  const parameters: Numbers = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  return { model, parameters };
}

const random = split(3, 'data');
const x = tf.tensor3d(Array.from({ length: B * tau * nX }, () => random.normal()), [B, tau, nX]);
const outputOf = ({ model }: ReturnType<typeof made>, parameters: Numbers, sequence: Tensor3D) =>
  model.forward(parameters, { x: sequence }, model.initialState(B), context()).o;

describe.each(cellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('layers of $name', ({ cell }) => {
  const layer = (direction: NonNullable<StackedLayer['direction']>): StackedLayer => ({ cell, hiddenSize: n, direction });

  it('reading backward say of a sequence, in reverse, what reading forward they say of its reverse', () => {
    const [forward, backward] = (['forward', 'backward'] as const).map((direction) => made([layer(direction), layer(direction)], 'each')) as [ReturnType<typeof made>, ReturnType<typeof made>];
    const mirrored = tf.reverse(outputOf(forward, forward.parameters, tf.reverse(x, 1)), 1);
    expect(Array.from(outputOf(backward, forward.parameters, x).dataSync())).toEqual(Array.from(mirrored.dataSync()));
  });

  it.each(['each', 'last'] as const)('reading both ways put h and g side by side: o is what each says of its own, output %s', (output) => {
    const both = made([layer('both')], output);
    const [Vh, Vg] = tf.split(both.parameters.V as Tensor2D, 2) as [Tensor2D, Tensor2D];
    const partOf = (direction: 'forward' | 'backward', V: Tensor2D) => {
      const own = Object.entries(both.parameters).filter(([name]) => name.includes(direction)).map(([name, value]) => [name.replace(`.${direction}`, ''), value] as const);
      return outputOf(made([layer(direction)], output), { ...Object.fromEntries(own), V, c: tf.zeros([nO]) }, x);
    };
    const sum = tf.add(tf.add(partOf('forward', Vh), partOf('backward', Vg)), both.parameters.c!);
    expect(relativeError(outputOf(both, both.parameters, x).dataSync(), sum.dataSync())).toBeLessThan(1e-14);
  });

  it('know nothing of the past at t when they read backward, and of the future what their connections reach', () => {
    const backward = made([layer('backward'), layer('backward')], 'each');
    const moved = tf.grad((sequence) => tf.sum(tf.slice(outputOf(backward, backward.parameters, sequence as Tensor3D), [0, 2, 0], [-1, 1, -1])))(x);
    const moves = (tf.unstack(moved, 1) as Tensor2D[]).map((step) => step.dataSync().some((value) => value !== 0));
    const { recurrent, reads = [], carries } = cellFacts(cell);
    const steps = [...Object.values(recurrent), ...reads, ...(carries ? [1] : [])].filter((delay) => delay > 0);
    expect(moves).toEqual([false, false, true, ...[1, 2].map((later) => steps.some((delay) => later % delay === 0))]);
  });

  it('pass over padding at the end of a sequence, whichever way they read', () => {
    const layers = [layer('both')];
    const { model, parameters } = made(layers, 'each');
    const short = tf.transpose(tf.slice(x, [0, 0, 0], [-1, 3, -1]), [1, 0, 2]) as Tensor3D;                        // [3, B, nX]
    const padded = tf.concat([short, tf.fill([tau - 3, B, nX], 7)], 0);                                            // [tau, B, nX]
    const mask = tf.concat([tf.ones([3, B]), tf.zeros([tau - 3, B])], 0) as Tensor2D;
    const state = model.initialState(B);
    stackOf(layers, nX).flat().forEach((chain, i) => {
      const whole = readSequence(chain, unroll, parameters, short, state[i]!, context());
      const held = readSequence(chain, unroll, parameters, padded as Tensor3D, state[i]!, context(), undefined, mask);
      expect(Array.from(tf.slice(held.outputs, 0, 3).dataSync())).toEqual(Array.from(whole.outputs.dataSync()));
      expect(Array.from(held.state.h!.dataSync())).toEqual(Array.from(whole.state.h!.dataSync()));
    });
  });

  it('show a probe g⁽ᵗ⁾ at its own t', () => {
    const { model, parameters } = made([layer('both')], 'each');
    const seen = new Map<string, Tensor>();
    model.forward(parameters, { x }, model.initialState(B), context(), {
      see<T extends Tensor>(name: string, t: number, value: T): T {
        seen.set(`${name}@${t}`, value);
        return value;
      },
    });
    const [h, g] = stackOf([layer('both')], nX)[0]!.map((chain, i) =>
      readSequence(chain, unroll, parameters, tf.transpose(x, [1, 0, 2]) as Tensor3D, model.initialState(B)[i]!, context()).outputs) as [Tensor3D, Tensor3D];
    for (let t = 0; t < tau; t++) {
      expect(Array.from(seen.get(`layers.0.h@${t}`)!.dataSync())).toEqual(Array.from(tf.slice(h, t, 1).dataSync()));
      expect(Array.from(seen.get(`layers.0.g@${t}`)!.dataSync())).toEqual(Array.from(tf.slice(g, t, 1).dataSync()));
    }
  });
});

it('what a cell hands on besides h is held as well where a sequence has no element', () => {
  const cell = { ...stackOf([{ cell: cellSpecs[0]!, hiddenSize: n }], nX).flat()[0]!.cell };
  const { step } = cell;
  Object.assign(cell, { step: (...given: Parameters<typeof step>) => { const result = step(...given); return { ...result, output: tf.mul(2, result.output) }; } });
  const parameters = Object.fromEntries(cell.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, split(2, 'weights')), [...spec.shape])]));
  const mask = tf.tensor2d([1, 0, 1, 1, 0, 1, 0, 0, 0, 0], [tau, B]);                                            // the second begins later
  const { outputs, state } = unroll(cell, parameters, tf.transpose(x, [1, 0, 2]), { h: tf.zeros([B, n]) }, context(), undefined, mask);
  const last = tf.reshape(tf.slice(outputs, tau - 1), [B, n]);
  expect(Array.from(last.dataSync())).toEqual(Array.from(tf.mul(2, state.h!).dataSync()));
  expect(Array.from(tf.slice(outputs, [0, 1, 0], [1, 1, -1]).dataSync())).toEqual(Array(n).fill(0));
});

it('a model that reads backward goes no single step', () => {
  const { model, parameters } = made([{ cell: cellSpecs[0]!, hiddenSize: n, direction: 'both' }], 'each');
  expect(() => model.step(parameters, tf.zeros([1, nX]), model.initialState(1), { ...context(), t: 0 })).toThrow('needs the whole sequence');
});

it('parameters are named by direction where a layer has two, and the layer above reads both', () => {
  const layers: StackedLayer[] = [{ cell: cellSpecs[0]!, hiddenSize: n, direction: 'both' }, { cell: cellSpecs[0]!, hiddenSize: n + 1, direction: 'backward' }];
  expect(Object.fromEntries(made(layers, 'each').model.parameters.map(({ name, shape }) => [name, shape]))).toEqual({
    'layers.0.forward.U': [nX, n], 'layers.0.forward.W': [n, n], 'layers.0.forward.b': [n],
    'layers.0.backward.U': [nX, n], 'layers.0.backward.W': [n, n], 'layers.0.backward.b': [n],
    'layers.1.U': [2 * n, n + 1], 'layers.1.W': [n + 1, n + 1], 'layers.1.b': [n + 1],
    V: [n + 1, nO], c: [nO],
  });
});
