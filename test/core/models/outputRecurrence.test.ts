import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { float64 } from '../../float64/load.ts';
import { slopeError } from '../math/slopeError.ts';

const { tf, recurrent, initialise, split, forwardPass, gradientPass, losses } = float64;
const [B, tau, nX, nO] = [2, 4, 2, 3];
const cells = { tanh: { kind: 'tanh', recurrentInitialiser: 'uniform' }, lstm: { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'uniform' } } as const;

function problem(recurrence: 'output' | 'both', cell: keyof typeof cells, loss: 'crossEntropy' | 'meanSquaredError' = 'meanSquaredError') {
  const layers = [{ cell: cells[cell], hiddenSize: 3 }, { cell: cells.tanh, hiddenSize: 4 }];
  const model = recurrent({ layers, output: 'each', inputSize: nX, outputSize: nO, recurrence, loss });
  const random = split(5, 'weights');
  const normal = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
  const numbers = Object.fromEntries(model.parameters.map((spec) => [spec.name, Float64Array.from(initialise(spec, random), (value) => value + 0.3 * random.normal())]));
  const parameters = () => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(numbers[name]!.slice() as never, [...shape])]));
  const classes = tf.tensor2d(Array.from({ length: B * tau }, () => random.integer(nO)), [B, tau], 'int32');
  const rows = (loss === 'crossEntropy' ? tf.cast(tf.oneHot(classes, nO), 'float32') : normal([B, tau, nO])) as Tensor3D;
  const y: Tensor = loss === 'crossEntropy' ? classes : rows;
  return { model, numbers, parameters, x: normal([B, tau, nX]) as Tensor3D, rows, y, loss: losses[loss] };
}

const context = (forcing: number) => ({ training: true, forcing, random: split(3, 'noise') });
const outputs = ({ model, parameters, x, rows }: ReturnType<typeof problem>, forcing: number, y = rows) =>
  model.forward(parameters(), { x, y }, model.initialState(B), context(forcing)).o.dataSync();

describe('a model that reads its own output', () => {
  it.each([['output', 1, 'tanh'], ['output', 0, 'tanh'], ['both', 1, 'lstm'], ['both', 0, 'lstm'], ['both', 0.5, 'lstm']] as const)('has the gradient of finite differences: %s carried, forcing %d', (recurrence, forcing, cell) => {
    for (const loss of ['crossEntropy', 'meanSquaredError'] as const) {
      const own = problem(recurrence, cell, loss);
      const pass = () => ({ model: own.model, loss: own.loss, inputs: { x: own.x, y: own.rows }, y: own.y, state: own.model.initialState(B), context: context(forcing) });
      const { gradients } = gradientPass(pass(), own.parameters());
      const value = () => tf.tidy(() => forwardPass(pass(), own.parameters()).loss.dataSync()[0]!);
      for (const [name, numbers] of Object.entries(own.numbers)) {
        expect(slopeError(gradients[name]!.dataSync(), value, numbers), name).toBeLessThan(1e-6);
      }
    }
  });

  it('reads the same step by step as layer by layer where all targets are given', () => {
    const own = problem('both', 'lstm');
    const probe = { see: <T extends Tensor>(_: string, __: number, value: T) => value };
    const layerwise = own.model.forward(own.parameters(), { x: own.x, y: own.rows }, own.model.initialState(B), context(1), probe);
    const stepwise = own.model.forward(own.parameters(), { x: own.x, y: own.rows }, own.model.initialState(B), context(1 - 1e-16), probe);
    expect(relativeError(stepwise.o.dataSync(), layerwise.o.dataSync())).toBeLessThan(1e-14);
  });

  it.each(['output', 'both'] as const)('runs freely as it samples, one step at a time: %s carried', (recurrence) => {
    const own = problem(recurrence, 'lstm');
    let state = own.model.initialState(B);
    const steps = tf.unstack(own.x, 1).map((x, t) => {
      const step = own.model.step(own.parameters(), x as never, state, { ...context(0), t });
      state = step.state;
      return step.o;
    });
    expect(relativeError(tf.stack(steps, 1).dataSync(), outputs(own, 0))).toBeLessThan(1e-14);
  });

  it('knows no target of its own step or a later one, and none at all when it runs freely', () => {
    const own = problem('both', 'tanh');
    const other = tf.concat([tf.slice(own.rows, [0, 0, 0], [B, 2, nO]), tf.zeros([B, tau - 2, nO])], 1) as Tensor3D;
    const upTo = (values: ArrayLike<number>, steps: number) => Array.from(values).filter((_, i) => Math.floor(i / nO) % tau < steps);
    expect(upTo(outputs(own, 1), 3)).toEqual(upTo(outputs(own, 1, other), 3));
    expect(upTo(outputs(own, 1), 4)).not.toEqual(upTo(outputs(own, 1, other), 4));
    expect(outputs(own, 0)).toEqual(outputs(own, 0, other));
  });

  it('has no matrix from a state that it does not carry', () => {
    expect(problem('output', 'tanh').model.parameters.map(({ name }) => name)).toEqual(['layers.0.U', 'layers.0.Y', 'layers.0.b', 'layers.1.U', 'layers.1.b', 'V', 'c']);
  });
});
