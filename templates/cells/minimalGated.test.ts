/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './minimalGated';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. Side by side are f and g.
const parameters = { U: [[0.5, -0.6]], W: [[-0.8, 0.7]], b: [0.1, 0.3] };
const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

test('h⁽ᵗ⁾ = (1 − f) ⊙ h⁽ᵗ⁻¹⁾ + f ⊙ g', () => {
  const [x, before] = [0.7, 0.2];
  const f = sigmoid(0.1 + x * 0.5 + before * -0.8);
  const g = Math.tanh(0.3 + x * -0.6 + f * before * 0.7);
  const { state, gates } = stepOf(cell, { parameters, state: { h: [[before]] }, x: [[x]] });
  near(gates['f'], [[f]]);
  near(state.h, [[(1 - f) * before + f * g]]);
});
