import { expect, it } from 'vitest';
import type { LayerSpec } from '../../../src/core/spec/experiment.ts';
import { float64 } from '../../float64/load.ts';
import { slopeError } from '../math/slopeError.ts';
import { bed, bushy, leaf, small, treeCells } from './trees.ts';

const { tf, recurrent, losses, split, gradientPass, forwardPass } = float64;
const trees = bed(bushy, small, leaf);
const [B, tau, nX, nO, n] = [3, 7, 3, 3, 2];

const cases = treeCells.flatMap((cell) => [
  { ...cell, layers: 1, depth: 0, output: 'last', loss: 'crossEntropy' } as const,
  { ...cell, layers: 2, depth: 1, output: 'each', loss: 'meanSquaredError' } as const,
]);

it.each(cases)('through the structure of trees, $name, $layers layers, output $output: central differences in float64 agree to 1e-6', ({ spec, layers, depth, output, loss }) => {
  const random = split(7, 'weights');
  const draw = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
  const layer: Partial<LayerSpec> & Pick<LayerSpec, 'cell' | 'hiddenSize'> = { cell: spec, hiddenSize: n, depth: { input: depth, hidden: 0, skip: false } };
  const model = recurrent({ layers: Array(layers).fill(layer), output, inputSize: nX, outputSize: nO });
  const there = [7, 2, 1].map((nodes) => Array.from({ length: tau }, (_, t) => Number(t < nodes)));
  const mask = tf.tensor2d(there);
  const steps = output === 'each' ? tau : 1;
  const y = loss === 'meanSquaredError' ? draw([B, steps, nO]) : tf.tensor2d(Array.from({ length: B * steps }, () => random.integer(nO)), [B, steps], 'int32');
  const pass = {
    model, loss: losses[loss], inputs: { x: draw([B, tau, nX]), mask, trees }, y, ...(output === 'each' && { yMask: mask }), state: model.initialState(B), context: { training: true, random },
  } as Parameters<typeof gradientPass>[0];
  const numbers = Object.fromEntries(model.parameters.map(({ name, shape }) => [name, Float64Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => 0.7 * random.normal())]));
  const parameters = () => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(numbers[name]!.slice() as never, [...shape])]));
  const value = () => tf.tidy(() => forwardPass(pass, parameters()).loss.dataSync()[0]!);
  for (const [name, gradient] of Object.entries(gradientPass(pass, parameters()).gradients)) {
    expect(slopeError(gradient.dataSync(), value, numbers[name]!), name).toBeLessThan(1e-6);
  }
});
