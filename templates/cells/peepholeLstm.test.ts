/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './peepholeLstm';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. Side by side are i, f, g and o.
const parameters = { U: [[0.5, -0.6, 0.9, 0.2]], W: [[-0.8, 0.7, 0.4, -0.3]], b: [0.1, 0.3, -0.2, 0.6], p: [0.4, -0.5, 0.8] };
const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

test('c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g and h⁽ᵗ⁾ = o ⊙ tanh(c⁽ᵗ⁾), each gate with its peephole', () => {
  const [x, before, kept] = [0.7, 0.2, -0.9];
  const i = sigmoid(0.1 + x * 0.5 + before * -0.8 + 0.4 * kept);
  const f = sigmoid(0.3 + x * -0.6 + before * 0.7 + -0.5 * kept);
  const g = Math.tanh(-0.2 + x * 0.9 + before * 0.4);
  const c = f * kept + i * g;
  const o = sigmoid(0.6 + x * 0.2 + before * -0.3 + 0.8 * c);
  const { state, gates } = stepOf(cell, { parameters, state: { h: [[before]], c: [[kept]] }, x: [[x]] });
  near(gates['f'], [[f]]);
  near(state.c, [[c]]);
  near(state.h, [[o * Math.tanh(c)]]);
});
