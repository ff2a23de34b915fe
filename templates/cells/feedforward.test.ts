/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './feedforward';

// One unit on one column, by hand: the equation of the header once more, in plain numbers.
const parameters = { U: [[0.5]], b: [0.1] };

test('h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U)', () => {
  const { state } = stepOf(cell, { parameters, state: { h: [[0.2]] }, x: [[0.7]] });
  near(state.h, [[Math.tanh(0.1 + 0.7 * 0.5)]]);
});
