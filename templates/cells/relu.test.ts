/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './relu';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. Two units, of which the second is off.
const parameters = { U: [[0.5, -0.9]], W: [[0.8, 0.1], [-0.4, 0.7]], b: [0.1, -0.2] };

test('h⁽ᵗ⁾ = max(0, b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W)', () => {
  const { state } = stepOf(cell, { parameters, state: { h: [[0.6, 0.3]] }, x: [[0.7]] });
  near(state.h, [[0.1 + 0.7 * 0.5 + 0.6 * 0.8 + 0.3 * -0.4, 0]]);
});
