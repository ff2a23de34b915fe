/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './leakyLearnt';

// One unit on one column, by hand: the equations of the header once more, in plain numbers.
const parameters = { U: [[0.5]], W: [[-0.8]], b: [0.1], aAlpha: [0.3] };

test('h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W), where α = σ(aAlpha)', () => {
  const alpha = 1 / (1 + Math.exp(-0.3));
  const { state, gates } = stepOf(cell, { parameters, state: { h: [[0.2]] }, x: [[0.7]] });
  near(gates['alpha'], [[alpha]]);
  near(state.h, [[alpha * 0.2 + (1 - alpha) * Math.tanh(0.1 + 0.7 * 0.5 + 0.2 * -0.8)]]);
});

test('α begins as its option says', () => {
  const { initialiser } = cell({ inputSize: 1, hiddenSize: 3, options: { alpha: 0.9 } }).parameters.aAlpha;
  if (typeof initialiser !== 'object' || initialiser.kind !== 'constant') throw new Error('aAlpha begins with numbers.');
  near(initialiser.values, [0.9].map(alpha => Math.log(alpha / (1 - alpha))));
});
