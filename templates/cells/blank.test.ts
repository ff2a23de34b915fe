/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './blank';

// One unit on one column, by hand: the equation of the header once more, in plain numbers.
const parameters = { U: [[0.5]], W: [[-0.8]], b: [0.1] };

test('h⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W', () => {
  const { state } = stepOf(cell, { parameters, state: { h: [[0.2]] }, x: [[0.7]] });
  near(state.h, [[0.1 + 0.7 * 0.5 + 0.2 * -0.8]]);
});
