/// <reference path="./unfold.d.ts" />
import { equal, near, stepOf, test } from 'unfold/test';
import cell from './timeDelay';

// One unit on one column, by hand: the equation of the header once more, in plain numbers. k is 3 and d is 2: it reads x⁽ᵗ⁾, x⁽ᵗ⁻²⁾ and x⁽ᵗ⁻⁴⁾.
const parameters = { U: [[0.5], [-0.8], [0.3]], b: [0.1] };
const given = { parameters, state: { h: [[0.2]], past: [[0.6, -0.4, 0.9, 0.2]] }, x: [[0.7]], options: { kernel: 3, dilation: 2 } };

test('h⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U₀ + x⁽ᵗ⁻ᵈ⁾·U₁ + x⁽ᵗ⁻²ᵈ⁾·U₂)', () => {
  const { state } = stepOf(cell, given);
  near(state.h, [[Math.tanh(0.1 + 0.7 * 0.5 + -0.4 * -0.8 + 0.2 * 0.3)]]);
});

test('x⁽ᵗ⁾ and what was read before are handed on', () => {
  const { state } = stepOf(cell, given);
  equal(state.past, [[0.7, 0.6, -0.4, 0.9]]);
});
