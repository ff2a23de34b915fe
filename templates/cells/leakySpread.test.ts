/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './leakySpread';

// Three units on one column, by hand: the equations of the header once more, in plain numbers. Only the first of them reads h, its own.
const parameters = { U: [[0.5, -0.6, 0.9]], W: [[-0.8, 0, 0], [0, 0, 0], [0, 0, 0]], b: [0.1, 0.3, -0.2] };

test('h⁽ᵗ⁾ = α ⊙ h⁽ᵗ⁻¹⁾ + (1 − α) ⊙ tanh(a⁽ᵗ⁾), where α = exp(−1/T) and T is 2, 8 and 32', () => {
  const [x, before] = [0.7, [0.2, -0.5, 0.4]];
  const a = [0.1 + x * 0.5 + 0.2 * -0.8, 0.3 + x * -0.6, -0.2 + x * 0.9];
  const alpha = [Math.exp(-1 / 2), Math.exp(-1 / 8), Math.exp(-1 / 32)];
  const { state, gates } = stepOf(cell, { parameters, state: { h: [before] }, x: [[x]], options: { from: 2, to: 32 } });
  near(gates['alpha'], [alpha]);
  near(state.h, [alpha.map((kept, unit) => kept * Number(before[unit]) + (1 - kept) * Math.tanh(Number(a[unit])))]);
});
