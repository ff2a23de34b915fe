import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Cell, State } from '../../../src/core/cells/cell.ts';
import { levelsOf } from '../../../src/core/cells/levels.ts';
import { treesOf } from '../../../src/core/data/taskBatch.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { float64 } from '../../float64/load.ts';
import { bed, bushy, leaf, small, treeCells } from './trees.ts';
import type { Tree } from './trees.ts';

const { tf, makeCell, initialise, split, traverse, unroll } = float64;
const [nX, n] = [3, 4];
const context = { training: false, random: split(1, 'noise') };
const random = split(5, 'weights');
const draw = (shape: readonly number[]) => tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal()), [...shape]);
const parametersOf = (cell: Cell) => Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, draw(shape)]));
const row = (xs: Tensor3D, t: number, b: number) => tf.reshape(tf.slice(xs, [t, b, 0], [1, 1, -1]), [1, -1]) as Tensor2D;
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

/** The state of every node, one node after another, each with as many children as it has: plain recursion. */
function nodeByNode(cell: Cell, parameters: ReturnType<typeof parametersOf>, xs: Tensor3D, b: number, tree: Tree): State[] {
  const states: State[] = [];
  for (const [t, children] of tree.entries()) {
    states.push(cell.step(parameters, {}, row(xs, t, b), { ...context, t, children: children.map((child) => states[child]!) }).state);
  }
  return states;
}

describe.each(treeCells)('traversing trees with $name', ({ spec }) => {
  const forest = [bushy, small, leaf, bushy];
  const cell = makeCell(spec, nX, n);
  const parameters = parametersOf(cell);
  const xs = draw([7, forest.length, nX]) as Tensor3D;

  it('level by level, all trees at once, is node by node; after its last node a tree has what its root has', () => {
    const { outputs, state } = traverse(cell, parameters, xs, bed(...forest), context);
    for (const [b, tree] of forest.entries()) {
      const states = nodeByNode(cell, parameters, xs, b, tree);
      for (let t = 0; t < 7; t++) expect(farthest(row(outputs, t, b).dataSync(), states[Math.min(t, tree.length - 1)]!.h!.dataSync()), `${b}, ${t}`).toBeLessThan(1e-14);
      for (const entry of Object.keys(cell.stateSizes)) expect(farthest(tf.slice(state[entry]!, [b, 0], [1, n]).dataSync(), states.at(-1)![entry]!.dataSync())).toBeLessThan(1e-14);
    }
  });

  it('takes as many steps of the cell as the highest tree has levels', () => {
    let steps = 0;
    const counted: Cell = { ...cell, step: (...all) => { steps++; return cell.step(...all); } };
    traverse(counted, parameters, draw([7, 32, nX]) as Tensor3D, bed(...Array<Tree>(31).fill(bushy), small), context);
    expect(steps).toBe(4);
  });
});

const recurrentInitialiser = 'orthogonal';
const sequences: readonly (readonly [string, CellSpec, CellSpec])[] = [
  ['tanh', { kind: 'recursive', arity: 1, recurrentInitialiser }, { kind: 'tanh', recurrentInitialiser }],
  ['LSTM', { kind: 'treeLstm', variant: 'nary', arity: 1, forgetBias: 1, recurrentInitialiser }, { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser }],
];

it.each(sequences)('along a chain, with one place, it is the %s network from a state of zeros', (_, ofTrees, ofSequences) => {
  const [tree, sequence] = [makeCell(ofTrees, nX, n), makeCell(ofSequences, nX, n)];
  const parameters = parametersOf(sequence);
  const [tau, B] = [6, 2];
  const xs = draw([tau, B, nX]) as Tensor3D;
  const chain = Array.from({ length: tau }, (_, t) => (t === 0 ? [] : [t - 1]));
  const zeros = Object.fromEntries(Object.entries(sequence.stateSizes).map(([entry, columns]) => [entry, tf.zeros([B, columns]) as Tensor2D]));
  const own = { ...parameters, W1: parameters.W! };
  const traversed = traverse(tree, own, xs, treesOf([chain, chain], tau, 1), context);
  const unrolled = unroll(sequence, parameters, xs, zeros, context);
  expect(farthest(traversed.outputs.dataSync(), unrolled.outputs.dataSync())).toBeLessThan(1e-14);
  for (const entry of Object.keys(zeros)) expect(farthest(traversed.state[entry]!.dataSync(), unrolled.state[entry]!.dataSync())).toBeLessThan(1e-14);
});

it('a leaf of a Tree-LSTM is an LSTM at its first step', () => {
  const [tree, sequence] = [makeCell(treeCells[1]!.spec, nX, n), makeCell(sequences[1]![2], nX, n)];
  const parameters = { ...Object.fromEntries(sequence.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])])) };
  const xs = draw([1, 1, nX]) as Tensor3D;
  const zeros = { h: tf.zeros([1, n]) as Tensor2D, c: tf.zeros([1, n]) as Tensor2D };
  const { outputs } = traverse(tree, parameters, xs, bed(leaf), context);
  expect(farthest(outputs.dataSync(), unroll(sequence, parameters, xs, zeros, context).outputs.dataSync())).toBeLessThan(1e-14);
});

it('levels are by height, each node once, its children in a level below', () => {
  const { levels, order } = levelsOf(bed(bushy, leaf));
  expect(levels.map(({ nodes }) => nodes.map(({ b, t }) => [b, t]))).toEqual([[[0, 0], [0, 1], [0, 3], [0, 5], [1, 0]], [[0, 2]], [[0, 4]], [[0, 6]]]);
  expect(levels.map(({ children }) => children.map((places) => [...places]))).toEqual([[], [[1]], [[5], [2]], [[0], [6], [3]]]);
  expect(levels.slice(1).map(({ lowest }) => lowest)).toEqual([0, 0, 0]);
  expect([...order]).toEqual([0, 1, 5, 2, 6, 3, 7, 4, 4, 4, 4, 4, 4, 4]);
});
