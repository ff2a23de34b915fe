import { describe, expect, it } from 'vitest';
import type { CellSpec, LayerSpec, LossKind } from '../../../src/core/spec/experiment.ts';
import { float64 } from '../../float64/load.ts';
import { slopeError } from '../math/slopeError.ts';
import { cellSpecs, deepens, everyCellSpec, forwardSpecs, nameOf } from './experiments.ts';

const { tf, recurrent, losses, split, gradientPass, forwardPass } = float64;
const [B, tau, nX, nO] = [2, 4, 3, 3];

const none: LayerSpec['depth'] = { input: 0, hidden: 0, skip: false };

/** A small model with random parameters, input, target and first state, and its loss as a function of the parameters' numbers. */
function problem(cell: CellSpec, directions: readonly LayerSpec['direction'][], output: 'each' | 'last', loss: LossKind, depth = none, outputDepth = 0) {
  const n = cell.kind === 'layerNormLstm' ? 3 : 2; // two normalised numbers are 1 and −1 whatever they were: nothing to measure
  const random = split(7, 'weights');
  const draw = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
  const model = recurrent({ layers: directions.map((direction) => ({ cell, hiddenSize: n, direction, depth })), output, outputDepth, inputSize: nX, outputSize: nO });
  const steps = output === 'each' ? tau : 1;
  // Where a head of a Turing machine looks are shares, no random numbers.
  const state = model.initialState(B).map((layer) => Object.fromEntries(Object.entries(layer).map(([key, zeros]) => [key, cell.kind === 'ntm' ? zeros : draw(zeros.shape)])));
  const y = loss === 'meanSquaredError' ? draw([B, steps, nO]) : tf.tensor2d(Array.from({ length: B * steps }, () => random.integer(nO)), [B, steps], 'int32');
  const pass = { model, loss: losses[loss], inputs: { x: draw([B, tau, nX]) }, y, state, context: { training: true, random } } as Parameters<typeof gradientPass>[0];
  const scale = outputDepth > 0 ? 0.5 : 1; // tanh upon tanh would be flat, and its gradients too small to measure
  const numbers = Object.fromEntries(model.parameters.map(({ name, shape }) => [name, Float64Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => scale * random.normal())]));
  const parameters = () => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(numbers[name]!.slice() as never, [...shape])]));
  return { numbers, gradients: () => gradientPass(pass, parameters()).gradients, value: () => tf.tidy(() => forwardPass(pass, parameters()).loss.dataSync()[0]!) };
}

describe('back-propagation through time agrees with central differences in float64, to 1e-6', () => {
  // How a model is wired does not ask which cell it wires: every cell in two models, and every model of an LSTM, whose state is more than h.
  const few = [
    { directions: ['forward', 'forward'], output: 'each', loss: 'crossEntropy' }, { directions: ['both'], output: 'last', loss: 'meanSquaredError' },
  ] as const;
  const stacks = [['forward'], ['forward', 'forward'], ['both', 'both'], ['backward', 'forward']] as const;
  const all = stacks.flatMap((directions) => (['each', 'last'] as const).flatMap((output) =>
    (['crossEntropy', 'meanSquaredError'] as const).map((loss) => ({ directions, output, loss }))));
  const forward = [few[0], { directions: ['forward'], output: 'last', loss: 'meanSquaredError' }] as const;
  const oneLayer = [{ directions: ['forward'], output: 'each', loss: 'crossEntropy' }] as const;
  const waysOf = (cell: CellSpec) => (cell.kind === 'ntm' ? oneLayer : forwardSpecs.includes(cell) ? forward : cell.kind === 'lstm' ? all : few); // its parameters are many
  const cases = everyCellSpec.flatMap((cell) => waysOf(cell).map((model) => ({ name: `${nameOf(cell)} reading ${model.directions.join(', then ')}`, cell, ...model })));

  const depths = [{ input: 2, hidden: 1, skip: true }, { input: 1, hidden: 0, skip: false }, { input: 0, hidden: 2, skip: false }];
  const deep = cellSpecs.filter((cell) => deepens(cell) || cell.kind === 'timeDelay').flatMap((cell) => (cell.kind === 'lstm' ? depths : depths.slice(0, 1)).map((depth) => (
    { name: nameOf(cell), cell, depth: deepens(cell) ? depth : { ...depth, hidden: 0, skip: false } })));
  it.each(deep)('$name with $depth below it and one layer above', ({ cell, depth }) => {
    const { numbers, gradients, value } = problem(cell, ['both'], 'last', 'meanSquaredError', depth, 1);
    for (const [name, gradient] of Object.entries(gradients())) {
      expect(slopeError(gradient.dataSync(), value, numbers[name]!), name).toBeLessThan(1e-6);
    }
  });

  it.each(cases)('$name, output $output, $loss', ({ cell, directions, output, loss }) => {
    const { numbers, gradients, value } = problem(cell, directions, output, loss);
    for (const [name, gradient] of Object.entries(gradients())) {
      expect(slopeError(gradient.dataSync(), value, numbers[name]!), name).toBeLessThan(1e-6);
    }
  });
});
