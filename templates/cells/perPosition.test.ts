/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './perPosition';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. It is the second of three positions.
const parameters = { U: [[0.5], [-0.8], [0.3]], b: [0.1] };

test('a⁽ᵗ⁾ = a⁽ᵗ⁻¹⁾ + x⁽ᵗ⁾·U⁽ᵗ⁾ and h⁽ᵗ⁾ = tanh(b + a⁽ᵗ⁾)', () => {
  const { state } = stepOf(cell, { parameters, state: { h: [[0.2]], a: [[0.6]] }, x: [[0.7]], options: { positions: 3 }, t: 1 });
  near(state.a, [[0.6 + 0.7 * -0.8]]);
  near(state.h, [[Math.tanh(0.1 + 0.6 + 0.7 * -0.8)]]);
});

test('there is nothing for a position behind the last', () => {
  let message = '';
  try {
    stepOf(cell, { parameters, state: { h: [[0.2]], a: [[0.6]] }, x: [[0.7]], options: { positions: 3 }, t: 3 });
  } catch (error) {
    message = String(error);
  }
  if (!message.includes('none for position 4')) throw new Error(`It says: ${message}`);
});
