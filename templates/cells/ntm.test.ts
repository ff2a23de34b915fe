/// <reference path="./unfold.d.ts" />
import { near, stepOf, test } from 'unfold/test';
import cell from './ntm';

// One unit on one column, by hand: the equations of the header once more, in plain numbers. Two heads, one of which writes, look at three rows of two numbers.
const total = (values: number[]): number => values.reduce((sum, each) => sum + each, 0);
const at = (list: number[] | undefined, i: number): number => Number(list?.[i]);
const shares = (values: number[]) => values.map(each => each / total(values));
const softmax = (values: number[]) => shares(values.map(Math.exp));
const softplus = (a: number): number => Math.log(1 + Math.exp(a));
const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

const [U, Ur, W, b] = [[0.5, -0.6, 0.9, 0.2], [[-0.4, 0.1, 0.6, 0.3], [0.7, 0.8, -0.2, 0.5]], [-0.8, 0.7, 0.4, -0.3], [0.1, 0.3, -0.2, 0.6]];
const [K, bK] = [Array.from({ length: 20 }, (_, i) => Math.sin(i + 1)), Array.from({ length: 20 }, (_, i) => Math.cos(2 * i))];
const [w0, P] = [[0.4, -0.7, 0.2, -0.1, 0.9, 0.3], [0.6, -0.9]];
const [x, read, k, c] = [0.7, [0.3, -0.5], 0.2, -0.9];
const [memory, looks] = [[0.4, -0.3, 0, 0, -0.8, 0.6], [0.1, -0.2, 0.1, -0.1, 0.05, 0.05]];
const given = { parameters: { U: [U], Ur, W: [W], b, K: [K], bK, w0, P: P.map(each => [each]) }, state: { h: [[0.2]], memory: [memory], looks: [looks], r: [read], k: [[k]], c: [[c]] }, x: [[x]] };

/** w⁽ᵗ⁾ of a head. @param q its κ, β, g, s and γ */
function look(q: number[], M: number[][], past: number[]) {
  const key = q.slice(0, 2).map(Math.tanh);
  const [beta, g, s, gamma] = [softplus(at(q, 2)), sigmoid(at(q, 3)), softmax(q.slice(4, 7)), 1 + softplus(at(q, 7))];
  const product = (one: number[], other: number[]) => at(one, 0) * at(other, 0) + at(one, 1) * at(other, 1);
  const wc = softmax(M.map(row => beta * product(row, key) / Math.sqrt(product(row, row) * product(key, key) + 1e-8)));
  const wg = wc.map((each, i) => g * each + (1 - g) * at(past, i));
  const ws = wg.map((each, i) => at(s, 0) * at(wg, (i + 1) % 3) + at(s, 1) * each + at(s, 2) * at(wg, (i + 2) % 3));
  return shares(ws.map(each => (each + 1e-8) ** gamma));
}

test('the heads look, one writes, the other reads, and h⁽ᵗ⁾ = k⁽ᵗ⁾ + r⁽ᵗ⁾·P', () => {
  const a = b.map((each, j) => each + x * at(U, j) + at(read, 0) * at(Ur[0], j) + at(read, 1) * at(Ur[1], j) + k * at(W, j));
  const carried = sigmoid(at(a, 1)) * c + sigmoid(at(a, 0)) * Math.tanh(at(a, 2));
  const controller = sigmoid(at(a, 3)) * Math.tanh(carried);
  const q = bK.map((each, j) => each + controller * at(K, j));
  const M = [0, 1, 2].map(i => [at(memory, 2 * i) + 1e-6, at(memory, 2 * i + 1) + 1e-6]);
  const begun = [...softmax(w0.slice(0, 3)), ...softmax(w0.slice(3))];
  const past = looks.map((each, i) => each + at(begun, i));
  const [write, reads] = [look(q.slice(0, 8), M, past.slice(0, 3)), look(q.slice(12), M, past.slice(3))];
  const written = M.map((row, i) => row.map((each, j) => each * (1 - at(write, i) * sigmoid(at(q, 8 + j))) + at(write, i) * Math.tanh(at(q, 10 + j))));
  const r = [0, 1].map(j => total(written.map((row, i) => at(reads, i) * at(row, j))));
  const { state, gates } = stepOf(cell, { ...given, options: { slots: 3, width: 2, heads: 1, shift: 1 } });
  near(state.c, [[carried]]);
  near(state.k, [[controller]]);
  near(gates['write'], [write]);
  near(gates['read'], [reads]);
  near(state.memory, [written.flat().map(each => each - 1e-6)]);
  near(state.looks, [[...write, ...reads].map((each, i) => each - at(begun, i))]);
  near(state.r, [r]);
  near(state.h, [[controller + at(r, 0) * at(P, 0) + at(r, 1) * at(P, 1)]]);
});
