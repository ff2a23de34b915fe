/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './layerNormLstm';

// Two units on one column, by hand: the equations of the header once more, in plain numbers. Side by side are both of i, of f, of g and of o.
const [U, W] = [[0.5, 0.8, -0.6, 0.1, 0.9, -0.7, 0.2, 0.4], [[-0.8, 0.3, 0.7, -0.2, 0.4, 0.6, -0.3, 0.5], [0.2, -0.5, 0.9, 0.4, -0.1, 0.8, 0.7, -0.6]]];
const [b, betaC] = [[0.1, -0.4, 0.3, 0.5, -0.2, 0.7, 0.6, -0.3], [0.2, -0.1]];
const [gammaU, gammaW, gammaC] = [0.9, 1.2, 0.8];
const parameters = { U: [U], W, b, gammaU: U.map(() => gammaU), gammaW: U.map(() => gammaW), gammaC: betaC.map(() => gammaC), betaC };

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));
const mean = (z: number[]): number => z.reduce((sum, each) => sum + each, 0) / z.length;
const LN = (z: number[], gamma: number) => z.map(each => gamma * (each - mean(z)) / Math.sqrt(mean(z.map(other => (other - mean(z)) ** 2)) + 1e-5));
const at = (list: number[] | undefined, j: number): number => Number(list?.[j]);

test('c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ g and h⁽ᵗ⁾ = o ⊙ tanh(βc + LN(c⁽ᵗ⁾; γc))', () => {
  const [x, before, kept] = [0.7, [0.2, -0.5], [-0.9, 0.4]];
  const read = LN(U.map(u => x * u), gammaU);
  const recalled = LN(U.map((_, j) => at(before, 0) * at(W[0], j) + at(before, 1) * at(W[1], j)), gammaW);
  const a = b.map((each, j) => each + at(read, j) + at(recalled, j));
  const c = kept.map((each, k) => sigmoid(at(a, 2 + k)) * each + sigmoid(at(a, k)) * Math.tanh(at(a, 4 + k)));
  const shown = LN(c, gammaC);
  const { state, gates } = stepOf(cell, { parameters, state: { h: [before], c: [kept] }, x: [[x]] });
  near(gates['f'], [[sigmoid(at(a, 2)), sigmoid(at(a, 3))]]);
  near(state.c, [c]);
  near(state.h, [c.map((_, k) => sigmoid(at(a, 6 + k)) * Math.tanh(at(betaC, k) + at(shown, k)))]);
});
