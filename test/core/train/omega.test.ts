import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { numericalGradient, relativeError } from '../../../src/core/math/gradientCheck.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';
import { float64 } from '../../float64/load.ts';
import { slopeError } from '../math/slopeError.ts';

// Ω against what the formula says with the Jacobian by central differences, and its gradient against central differences of Ω,
// with ∂L/∂h⁽ᵗ⁾ and h⁽ᵗ⁻¹⁾ held fixed as in the paper.

const { tf, makeCell, recurrent, losses, split, omega, forwardPass, gradientPass, regularisedPass, enableSecondGradients } = float64;
enableSecondGradients();
const [rows, B, tau, nX, n, nO] = [5, 3, 4, 2, 3, 2];
const context = { t: 0, training: true, random: split(1, 'noise') };
const cells = cellSpecs.filter((spec) => cellFacts(spec).onlyH);

type Numbers = Record<string, Float64Array>;
const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
const tensors = (specs: readonly { name: string; shape: readonly number[] }[], numbers: Numbers): Record<string, Tensor> =>
  Object.fromEntries(specs.map(({ name, shape }) => [name, tf.tensor(numbers[name]!.slice() as never, [...shape])]));
const numbersFor = (specs: readonly { name: string; shape: readonly number[] }[], draw: () => number): Numbers =>
  Object.fromEntries(specs.map(({ name, shape }) => [name, Float64Array.from({ length: tf.util.sizeFromShape([...shape]) }, draw)]));

describe.each(cells.map((spec) => ({ name: nameOf(spec), spec })))('Ω of $name', ({ spec }) => {
  const cell = makeCell(spec, nX, n);
  const random = split(3, 'weights');
  const draw = (size: number, columns: number): number[][] => Array.from({ length: size }, () => Array.from({ length: columns }, () => random.normal()));
  const numbers = numbersFor(cell.parameters, () => random.normal());
  const [hs, xs, dhs] = [draw(rows, n), draw(rows, nX), draw(rows, n)];
  dhs[2] = [0, 0, 0]; // a step that nothing flows back through
  const points = { h: tf.tensor2d(hs), x: tf.tensor2d(xs), dh: tf.tensor2d(dhs) };
  const value = () => tf.tidy(() => omega(cell, tensors(cell.parameters, numbers), points, context).dataSync()[0]!);

  it('is the formula, its Jacobians by central differences', () => {
    const expected = dhs.map((dh, row) => {
      if (length(dh) === 0) return 0;
      const h = Float64Array.from(hs[row]!);
      const along = () => tf.tidy(() => {
        const { state } = cell.step(tensors(cell.parameters, numbers), { h: tf.tensor2d([Array.from(h)]) }, tf.tensor2d([xs[row]!]), context);
        return Array.from(state.h!.dataSync()).reduce((sum, value, i) => sum + value * dh[i]!, 0);
      });
      return (length(numericalGradient(along, h)) / length(dh) - 1) ** 2;
    });
    expect(value()).toBeCloseTo(expected.reduce((sum, each) => sum + each), 7);
  });

  it('has the gradient of central differences, to 1e-6', () => {
    const gradients = tf.grads((...given: Tensor[]) => omega(cell, Object.fromEntries(cell.parameters.map(({ name }, i) => [name, given[i]!])), points, context))(
      Object.values(tensors(cell.parameters, numbers)));
    for (const [i, { name }] of cell.parameters.entries()) {
      expect(slopeError(gradients[i]!.dataSync(), value, numbers[name]!), name).toBeLessThan(1e-6);
    }
  });

  it.each([1e-200, 1e200])('sees only the direction of ∂L/∂h: times %d is the same', (scale) => {
    const scaled = { ...points, dh: tf.mul<Tensor2D>(points.dh, scale) };
    expect(omega(cell, tensors(cell.parameters, numbers), scaled, context).dataSync()[0]).toBeCloseTo(value(), 12);
  });
});

describe.each(['each', 'last'] as const)('a pass with Ω, two layers, output %s', (output) => {
  const model = recurrent({ layers: Array(2).fill({ cell: cells[0]!, hiddenSize: n }), output, inputSize: nX, outputSize: nO });
  const random = split(5, 'weights');
  const drawn = (shape: number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()), shape);
  const steps = output === 'each' ? tau : 1;
  const pass = {
    model, loss: losses.meanSquaredError, inputs: { x: drawn([B, tau, nX]) }, y: drawn([B, steps, nO]),
    state: model.initialState(B), context: { training: true, random },
  } as unknown as Parameters<typeof regularisedPass>[0];
  const numbers = numbersFor(model.parameters, () => random.normal());
  const parameters = () => tensors(model.parameters, numbers);

  /** h⁽ᵗ⁾ of a layer, and ∂L/∂h⁽ᵗ⁾ by central differences: `[tau][B · n]` */
  function trace(layer: number): { h: number[][]; dh: number[][] } {
    const added = new Float64Array(tau * B * n);
    const h: number[][] = [];
    const loss = () => tf.tidy(() => forwardPass(pass, parameters(), {
      see<T extends Tensor>(name: string, t: number, value: T): T {
        if (name !== `layers.${layer}.h`) return value;
        h[t] = Array.from(value.dataSync());
        return tf.add(value, tf.tensor2d(Array.from(added.slice(t * B * n, (t + 1) * B * n)), [B, n]));
      },
    }).loss.dataSync()[0]!);
    const all = numericalGradient(loss, added);
    loss();
    return { h, dh: Array.from({ length: tau }, (_, t) => Array.from(all.slice(t * B * n, (t + 1) * B * n))) };
  }

  it('adds weight · ∂Ω/∂θ to the gradient of the loss, and tells both', () => {
    const traces = [trace(0), trace(1)];
    const x = tf.unstack(pass.inputs.x, 1).map((row) => Array.from(row.dataSync()));
    const points = traces.map(({ h, dh }, layer) => {
      const below = layer === 0 ? x : traces[0]!.h;
      const rowsOf = (steps: number[][], columns: number) => tf.tensor2d(steps.flat(), [(tau - 1) * B, columns]);
      return { h: rowsOf(h.slice(0, -1), n), x: rowsOf(below.slice(1), layer === 0 ? nX : n), dh: rowsOf(dh.slice(1), n) };
    });
    const value = () => tf.tidy(() => points.reduce((sum, each, layer) => {
      const own = Object.fromEntries(Object.entries(parameters()).filter(([name]) => name.startsWith(`layers.${layer}.`)).map(([name, value]) => [name.slice(9), value]));
      return sum + omega(model.chains[layer]!.cell, own, each, context).dataSync()[0]! / B;
    }, 0));

    const weight = 0.7;
    const [plain, regularised] = [gradientPass(pass, parameters()), regularisedPass(pass, parameters(), weight)];
    expect(regularised.loss.dataSync()[0]).toBe(plain.loss.dataSync()[0]);
    expect(regularised.omega.dataSync()[0]).toBeCloseTo(value(), 7);
    for (const { name } of model.parameters) {
      const own = numericalGradient(value, numbers[name]!);
      const expected = Array.from(plain.gradients[name]!.dataSync(), (g, i) => g + weight * own[i]!);
      expect(relativeError(regularised.gradients[name]!.dataSync(), expected), name).toBeLessThan(1e-6);
    }
  });
});
