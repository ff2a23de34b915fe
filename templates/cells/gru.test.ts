/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './gru';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. Side by side are r, u and g.
const parameters = { U: [[0.5, -0.6, 0.9]], W: [[-0.8, 0.7, 0.4]], b: [0.1, 0.3, -0.2], bW: [0.5] };
const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

test('h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ g', () => {
  const [x, before] = [0.7, 0.2];
  const r = sigmoid(0.1 + x * 0.5 + before * -0.8);
  const u = sigmoid(0.3 + x * -0.6 + before * 0.7);
  const g = Math.tanh(-0.2 + x * 0.9 + r * (0.5 + before * 0.4));
  const { state, gates } = stepOf(cell, { parameters, state: { h: [[before]] }, x: [[x]] });
  near(gates['r'], [[r]]);
  near(gates['u'], [[u]]);
  near(state.h, [[u * before + (1 - u) * g]]);
});
