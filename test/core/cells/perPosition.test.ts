import { expect, it } from 'vitest';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, initialise, split } = float64;
const [B, tau, nX, n, nO] = [3, 4, 2, 5, 2];
const model = recurrent({ layers: [{ cell: { kind: 'perPosition', positions: tau }, hiddenSize: n }], output: 'each', inputSize: nX, outputSize: nO });
const random = split(2, 'weights');
const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
const sequence = (steps: number) => tf.tensor3d(Array.from({ length: B * steps * nX }, () => random.normal()), [B, steps, nX]);
const context = { training: false, random };

it('a network with parameters per position is a feedforward network on the whole sequence', () => {
  const x = sequence(tau);
  const { o } = model.forward(parameters, { x }, model.initialState(B), context);
  const U = tf.concat(Array.from({ length: tau }, (_, t) => parameters[`layers.0.U.${t}`]!));                  // [tau · nX, n]
  const h = tf.tanh(tf.add(tf.matMul(tf.reshape(x, [B, tau * nX]), U as never), parameters['layers.0.b']!));
  const last = tf.add(tf.matMul(h as never, parameters.V as never), parameters.c!);
  expect(tf.max(tf.abs(tf.sub(tf.squeeze(tf.slice(o, [0, tau - 1, 0], [-1, 1, -1]), [1]), last))).dataSync()[0]).toBeLessThan(1e-14);
});

it('a sequence longer than there are parameters is refused with the position', () => {
  expect(() => model.forward(parameters, { x: sequence(tau + 1) }, model.initialState(B), context)).toThrow('There are parameters for 4 positions, and none for position 5.');
});
