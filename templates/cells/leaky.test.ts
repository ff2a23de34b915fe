/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './leaky';

// One unit on one column, by hand: the equations of the header once more, in plain numbers.
const parameters = { U: [[0.5]], W: [[-0.8]], b: [0.1] };

test('h⁽ᵗ⁾ = α·h⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·W)', () => {
  const { state, gates } = stepOf(cell, { parameters, state: { h: [[0.2]] }, x: [[0.7]], options: { alpha: 0.6 } });
  near(gates['alpha'], [[0.6]]);
  near(state.h, [[0.6 * 0.2 + 0.4 * Math.tanh(0.1 + 0.7 * 0.5 + 0.2 * -0.8)]]);
});
