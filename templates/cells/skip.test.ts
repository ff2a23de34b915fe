/// <reference path="./unfold.d.ts" />
import { equal, near, stepOf, test } from 'unfold/test';
import cell from './skip';

// One unit on one column, by hand: the equations of the header once more, in plain numbers.
const parameters = { U: [[0.5]], W: [[-0.8]], S: [[0.3]], b: [0.1] };
const given = { parameters, state: { h: [[0.2]], earlier: [[-0.4]] }, x: [[0.7]] };

test('h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W + h⁽ᵗ⁻²⁾·S)', () => {
  const { state } = stepOf(cell, given);
  near(state.h, [[Math.tanh(0.1 + 0.7 * 0.5 + 0.2 * -0.8 + -0.4 * 0.3)]]);
});

test('h⁽ᵗ⁻¹⁾ is handed on', () => {
  const { state } = stepOf(cell, given);
  equal(state.earlier, [[0.2]]);
});
