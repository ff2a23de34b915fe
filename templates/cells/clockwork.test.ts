/// <reference path="./unfold.d.ts" />
import { equal, near, stepOf, test } from 'unfold/test';
import cell from './clockwork';

// Three units on one column, by hand: the equations of the header once more, in plain numbers. Their periods are 1, 2 and 3.
const [U, W, b] = [[0.5, -0.6, 0.9], [[-0.8, 0.7, 0.4], [0.3, -0.5, 0.6], [0.2, 0.9, -0.4]], [0.1, 0.3, -0.2]];
const [x, before] = [0.7, [0.2, -0.5, 0.4]];
const at = (clock: number[]) => stepOf(cell, { parameters: { U: [U], W, b }, state: { h: [before], clock: [clock] }, x: [[x]], options: { periods: [1, 2, 3] } });

// A unit reads those that are as slow as itself, or slower: the first all three, the last itself.
const h = [
  Math.tanh(0.1 + x * 0.5 + 0.2 * -0.8 + -0.5 * 0.3 + 0.4 * 0.2),
  Math.tanh(0.3 + x * -0.6 + -0.5 * -0.5 + 0.4 * 0.9),
  Math.tanh(-0.2 + x * 0.9 + 0.4 * -0.4),
];

test('h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·(W ⊙ M)) where all units are due', () => {
  const { state, gates } = at([0, 0, 0]);
  equal(gates['due'], [[1, 1, 1]]);
  near(state.h, [h]);
  equal(state.clock, [[0, 1, 1]]);
});

test('a unit that is not due keeps h⁽ᵗ⁻¹⁾, and its clock goes on to T', () => {
  const { state, gates } = at([0, 1, 1]);
  equal(gates['due'], [[1, 0, 0]]);
  near(state.h, [h.map((each, unit) => (unit === 0 ? each : Number(before[unit])))]);
  equal(state.clock, [[0, 0, 2]]);
});
