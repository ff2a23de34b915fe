import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, initialise, split } = float64;
const [B, tau, nX, n, nO] = [2, 5, 3, 4, 2];
const context = () => ({ training: false, random: split(1, 'noise') });

function stack(cell: (typeof cellSpecs)[number], output: 'each' | 'last') {
  const model = recurrent({ layers: [{ cell, hiddenSize: n }, { cell, hiddenSize: n + 1 }], output, inputSize: nX, outputSize: nO });
  const random = split(2, 'weights');
  const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  const x = tf.tensor3d(Array.from({ length: B * tau * nX }, () => random.normal()), [B, tau, nX]);
  return { model, parameters, x };
}

describe.each(cellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('a stack of two layers of $name', ({ cell }) => {
  it('one step at a time says what the whole sequence says', () => {
    const { model, parameters, x } = stack(cell, 'each');
    const { o, state } = model.forward(parameters, { x }, model.initialState(B), context());
    let own = model.initialState(B);
    const steps = (tf.unstack(x, 1) as Tensor2D[]).map((xt, t) => {
      const result = model.step(parameters, xt, own, { ...context(), t });
      own = result.state;
      return result.o;
    });
    expect(relativeError(tf.stack(steps, 1).dataSync(), o.dataSync())).toBeLessThan(1e-14);
    state.forEach((layer, i) => Object.entries(layer).forEach(([key, value]) => {
      expect(relativeError(own[i]![key]!.dataSync(), value.dataSync())).toBeLessThan(1e-14);
    }));
  });

  it('output `last` is the last of output `each`', () => {
    const { model, parameters, x } = stack(cell, 'each');
    const each = model.forward(parameters, { x }, model.initialState(B), context()).o;
    const last = stack(cell, 'last').model.forward(parameters, { x }, model.initialState(B), context()).o;
    expect(last.shape).toEqual([B, 1, nO]);
    expect(Array.from(last.dataSync())).toEqual(Array.from(tf.slice(each, [0, tau - 1, 0], [-1, 1, -1]).dataSync()));
  });

  it('two halves with the state carried over are the whole', () => {
    const { model, parameters, x } = stack(cell, 'each');
    const whole = model.forward(parameters, { x }, model.initialState(B), context()).o;
    const first = model.forward(parameters, { x: tf.slice(x, [0, 0, 0], [-1, 2, -1]) }, model.initialState(B), context());
    const second = model.forward(parameters, { x: tf.slice(x, [0, 2, 0], [-1, tau - 2, -1]) }, first.state, context());
    expect(relativeError(tf.concat([first.o, second.o], 1).dataSync(), whole.dataSync())).toBeLessThan(1e-14);
  });

  it('shows a probe every h and gate at every t, and goes on with what the probe gives back', () => {
    const { model, parameters, x } = stack(cell, 'each');
    const seen = new Map<string, number>();
    const doubled = model.forward(parameters, { x }, model.initialState(B), context(), {
      see<T extends Tensor>(name: string, _t: number, value: T) {
        seen.set(name, (seen.get(name) ?? 0) + 1);
        return (name === 'layers.1.h' ? tf.zerosLike(value) : value) as T;
      },
    });
    expect([...seen.keys()].filter((name) => name.endsWith('.h'))).toEqual(['layers.0.h', 'layers.1.h']);
    expect(new Set(seen.values())).toEqual(new Set([tau]));
    expect(Array.from(doubled.o.dataSync())).toEqual(Array.from({ length: B * tau * nO }, (_, i) => parameters.c!.dataSync()[i % nO]));
    expect(Array.from(doubled.state[1]!.h!.dataSync()).every((value) => value === 0)).toBe(true);
  });
});

describe('parameters of a stack', () => {
  it('are named from the root, with the width of the layer below', () => {
    const { model } = stack(cellSpecs[1]!, 'each');
    expect(Object.fromEntries(model.parameters.map(({ name, shape }) => [name, shape]))).toEqual({
      'layers.0.U': [nX, 4 * n], 'layers.0.W': [n, 4 * n], 'layers.0.b': [4 * n],
      'layers.1.U': [n, 4 * (n + 1)], 'layers.1.W': [n + 1, 4 * (n + 1)], 'layers.1.b': [4 * (n + 1)],
      V: [n + 1, nO], c: [nO],
    });
  });
});
