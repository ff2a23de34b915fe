/// <reference path="./unfold.d.ts" />
import { equal, near, stepOf, test } from 'unfold/test';
import cell from './memory';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. Two of three slots are filled; there are two hops.
const parameters = { U: [[0.5]], M: [[-0.8]], C: [[0.7]], H: [[0.9]], TM: [[0.4], [-0.3], [0.6]], TC: [[0.1], [0.8], [-0.2]] };
const [x, m, c] = [0.7, [0.6, -0.9, 0.3], [-0.4, 0.2, 0.5]];
const now = () => stepOf(cell, { parameters, state: { h: [[0.2]], m: [m], c: [c], filled: [[1, 1, 0]] }, x: [[x]], options: { slots: 3, hops: 2 } });

/** How much is looked at the first slot, and at each. */
const firstLook = (u: number) => Math.exp(u * (0.6 + 0.4)) / (Math.exp(u * (0.6 + 0.4)) + Math.exp(u * (-0.9 + -0.3)));
const looks = (u: number) => [firstLook(u), 1 - firstLook(u), 0];
const after = (u: number) => u * 0.9 + firstLook(u) * (-0.4 + 0.1) + (1 - firstLook(u)) * (0.2 + 0.8);

test('p = softmax(u·mᵢ) over the filled slots and h⁽ᵗ⁾ = u·H + Σᵢ pᵢ cᵢ, two times over', () => {
  const { state, gates } = now();
  const u = x * 0.5;
  near(gates['hop1'], [looks(u)]);
  near(gates['hop2'], [looks(after(u))]);
  near(state.h, [[after(after(u))]]);
});

test('what was read is the youngest in the memory, and the oldest falls out', () => {
  const { state } = now();
  near(state.m, [[x * -0.8, 0.6, -0.9]]);
  near(state.c, [[x * 0.7, -0.4, 0.2]]);
  equal(state.filled, [[1, 1, 1]]);
});
