import { expect, it } from 'vitest';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { State } from '../../../src/core/cells/cell.ts';
import type { Unroll } from '../../../src/core/cells/unroll.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import type { GraphModel } from '../../../src/core/graph/graph.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { float64 } from '../../float64/load.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';

// An edge is drawn exactly where the direct partial derivative of its end by its beginning is not identically zero. Every value goes
// on as a constant plus a shift of zero: its own derivative by a shift is then that of one edge, and never that of a longer path.

const { tf, recurrent, initialise, split, unroll } = float64;
const [tau, nX, n, nO] = [4, 2, 4, 2];
/** A derivative that is zero at one of them (a unit that does not fire) need not be zero everywhere. */
const places = [7, 8];
const ways = [{ output: 'each', loss: 'crossEntropy' }, { output: 'last', loss: 'meanSquaredError' }] as const;
const cases = cellSpecs.flatMap((cell) => ways.map((way) => ({ name: `${nameOf(cell)}, output ${way.output}`, model: { cells: [cell, cell], ...way } })));

it.each(cases)('the unfolded graph of two layers of $name has an edge exactly where a direct partial derivative is not zero', ({ model }) => {
  const { nodes, edges } = unfoldedGraph(circuit(model), tau);
  const found = places.map((seed) => edgesByAutodiff(model, seed));
  expect([...found[0]!.nodes].sort()).toEqual(nodes.map(({ id }) => id).sort());
  expect([...new Set(found.flatMap((each) => each.edges))].sort()).toEqual(edges.map(({ from, to }) => `${from}→${to}`).sort());
});

type Shift = (value: string, of: Tensor) => Tensor;

/** The nodes of a model, and which of them depends directly on which, at a random place. */
function edgesByAutodiff(model: GraphModel, seed: number): { nodes: Set<string>; edges: string[] } {
  const shapes = new Map([...pass(model, seed, (_, value) => tf.zerosLike(value))].map(([name, { shape }]) => [name, shape]));
  const names = [...shapes.keys()];
  const nodes = new Set(names.map(nodeOf));
  const random = split(seed, 'noise');
  const edges = [...nodes].flatMap((node) => {
    const own = names.filter((name) => nodeOf(name) === node);
    const weights = own.map((name) => tf.tensor(Array.from({ length: tf.util.sizeFromShape(shapes.get(name)!) }, () => random.normal()), shapes.get(name)));
    const gradients = tf.grads((...shifts: Tensor[]) => {
      const values = pass(model, seed, (name) => shifts[names.indexOf(name)]!);
      // Every shift takes part, so that each has a gradient: zero where nothing depends on it.
      const all = tf.mul(0, tf.addN(shifts.map((shift) => tf.sum(shift))));
      return own.reduce((sum, name, i) => tf.add(sum, tf.sum(tf.mul(weights[i]!, values.get(name)!))), all);
    })(names.map((name) => tf.zeros(shapes.get(name)!)));
    const moved = names.filter((_, i) => gradients[i]!.dataSync().some((value) => value !== 0));
    return [...new Set(moved.map(nodeOf))].map((from) => `${from}→${node}`);
  });
  return { nodes, edges };
}

/** A node h stands for everything new in the state of its layer. */
const nodeOf = (value: string): string => value.replace(/^(layers\.\d+)\.\w+@/, '$1.h@');

/** Every value of one sequence, before its shift. */
function pass({ cells, output, loss }: GraphModel, seed: number, shift: Shift): Map<string, Tensor> {
  const random = split(seed, 'weights');
  const model = recurrent({ layers: cells.map((cell) => ({ cell, hiddenSize: n })), output, inputSize: nX, outputSize: nO }, unrollInFullView);
  const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  const normal = (size: number) => tf.tensor2d(Array.from({ length: size }, () => random.normal()), [1, size]);
  const values = new Map<string, Tensor>();
  const see = <T extends Tensor>(name: string, value: T): T => {
    values.set(name, value);
    return tf.add(tf.tensor(value.dataSync(), value.shape), shift(name, value)) as T;
  };
  const x = tf.stack(Array.from({ length: tau }, (_, t) => see(`x@${t}`, normal(nX))), 1) as Tensor3D;
  const probe = { see: <T extends Tensor>(name: string, t: number, value: T): T => (name.includes('.gate.') ? value : see(`${name}@${t}`, value)) };
  const { o } = model.forward(parameters, x, model.initialState(1), { training: false, random: split(1, 'noise') }, probe);
  for (let index = 0; index < o.shape[1]; index++) {
    const t = index + tau - o.shape[1];
    const logits = see(`o@${t}`, tf.reshape(tf.slice(o, [0, index, 0], [1, 1, nO]), [1, nO]));
    const yHat = see(`yHat@${t}`, loss === 'crossEntropy' ? tf.softmax(logits) : logits);
    const y = see(`y@${t}`, tf.softmax(normal(nO)));
    see(`loss@${t}`, loss === 'crossEntropy' ? tf.neg(tf.sum(tf.mul(y, tf.log(yHat)))) : tf.mean(tf.squaredDifference(y, yHat)));
  }
  return values;
}

/** The time loop, whose probe sees not only h but whatever else of the state is new at each step. */
const unrollInFullView: Unroll = (cell, parameters, xs, state, context, probe) => unroll({
  ...cell,
  step(parameters, before, x, step) {
    const result = cell.step(parameters, before, x, step);
    const old = new Set(Object.values(before));
    const view = (entry: string, value: Tensor2D) => (entry === 'h' || old.has(value) ? value : probe!.see(entry, step.t, value));
    return { ...result, state: Object.fromEntries(Object.entries(result.state).map(([entry, value]) => [entry, view(entry, value)])) as State };
  },
}, parameters, xs, state, context, probe);
