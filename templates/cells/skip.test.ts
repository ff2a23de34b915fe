/// <reference path="./unfold.d.ts" />
import { equal, near, stepOf, test } from 'unfold/test';
import cell from './skip';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. d is 3.
const parameters = { U: [[0.5]], W: [[-0.8]], S: [[0.3]], b: [0.1] };
const given = { parameters, state: { h: [[0.2]], past: [[0.6, -0.4]] }, x: [[0.7]], options: { delay: 3 } };

test('h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W + h⁽ᵗ⁻ᵈ⁾·S)', () => {
  const { state } = stepOf(cell, given);
  near(state.h, [[Math.tanh(0.1 + 0.7 * 0.5 + 0.2 * -0.8 + -0.4 * 0.3)]]);
});

test('h⁽ᵗ⁻¹⁾ and h⁽ᵗ⁻²⁾ are handed on', () => {
  const { state } = stepOf(cell, given);
  equal(state.past, [[0.2, 0.6]]);
});
