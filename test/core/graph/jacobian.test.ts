import { describe, expect, it } from 'vitest';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { circuit } from '../../../src/core/graph/circuit.ts';
import type { GraphEdge, GraphModel, SequenceGraph } from '../../../src/core/graph/graph.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { float64 } from '../../float64/load.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';

// An edge is drawn exactly where the Jacobian between its ends is not identically zero. Autodiff gives Jacobians along all
// paths, so this is checked in two halves that together leave one graph only: there is a path between two nodes exactly
// where their Jacobian is not zero, and no edge has another path beside it.

const { tf, recurrent, initialise, split } = float64;
const [tau, nX, n, nO] = [3, 2, 3, 2];
const ways = [{ output: 'each', loss: 'crossEntropy' }, { output: 'last', loss: 'meanSquaredError' }] as const;
const cases = cellSpecs.flatMap((cell) => ways.map((way) => ({ name: `${nameOf(cell)}, output ${way.output}`, model: { cells: [cell, cell], ...way } })));

describe.each(cases)('the unfolded graph of two layers of $name', ({ model }) => {
  const graph = unfoldedGraph(circuit(model), tau);

  it('has a path exactly where a Jacobian is not zero', () => {
    const dependencies = dependenciesByAutodiff(model);
    const values = graph.nodes.filter(({ kind }) => kind !== 'x' && kind !== 'y').map(({ id }) => id);
    expect([...dependencies.keys()].sort()).toEqual([...values].sort());
    for (const id of values) expect([id, ...[...ancestors(graph, id)].sort()]).toEqual([id, ...dependencies.get(id)!.sort()]);
  });

  it('has no edge beside another path', () => {
    for (const edge of graph.edges) {
      const without = { ...graph, edges: graph.edges.filter((other: GraphEdge) => other !== edge) };
      expect([edge.id, ancestors(without, edge.to).has(edge.from)]).toEqual([edge.id, false]);
    }
  });
});

function ancestors({ edges }: Pick<SequenceGraph, 'edges'>, id: string): Set<string> {
  const found = new Set<string>();
  const look = [id];
  for (let next = look.pop(); next !== undefined; next = look.pop()) {
    for (const { from } of edges.filter(({ to }) => to === next)) {
      if (!found.has(from)) look.push(from);
      found.add(from);
    }
  }
  return found;
}

/** For each value of the model, the nodes it depends on: those whose shift by a small tensor moves it, to first order. */
function dependenciesByAutodiff({ cells, output, loss }: GraphModel): Map<string, string[]> {
  const random = split(7, 'weights');
  const model = recurrent({ layers: cells.map((cell) => ({ cell, hiddenSize: n })), output, inputSize: nX, outputSize: nO });
  const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  const normal = (size: number) => tf.tensor2d(Array.from({ length: size }, () => random.normal()), [1, size]);
  const inputs = Array.from({ length: tau }, () => normal(nX));
  const targets = Array.from({ length: tau }, () => tf.softmax(normal(nO)));

  const run = (shift: (id: string, value: Tensor) => Tensor) => {
    const values = new Map<string, Tensor>();
    const see = <T extends Tensor>(id: string, value: T): T => {
      const seen = shift(id, value) as T;
      values.set(id, seen);
      return seen;
    };
    const x = tf.stack(inputs.map((row, t) => see(`x@${t}`, row)), 1) as Tensor3D;
    const probe = { see: <T extends Tensor>(name: string, t: number, value: T): T => (name.endsWith('.h') ? see(`${name}@${t}`, value) : value) };
    const { o } = model.forward(parameters, x, model.initialState(1), { training: false, random: split(1, 'noise') }, probe);
    for (let index = 0; index < o.shape[1]; index++) {
      const t = index + tau - o.shape[1];
      const logits = see(`o@${t}`, tf.reshape(tf.slice(o, [0, index, 0], [1, 1, nO]), [1, nO]));
      const yHat = see(`yHat@${t}`, loss === 'crossEntropy' ? tf.softmax(logits) : logits);
      const y = see(`y@${t}`, targets[t]!);
      see(`loss@${t}`, loss === 'crossEntropy' ? tf.neg(tf.sum(tf.mul(y, tf.log(yHat)))) : tf.mean(tf.squaredDifference(y, yHat)));
    }
    return values;
  };

  const shapes = new Map([...run((_, value) => value)].map(([id, { shape }]) => [id, shape]));
  const ids = [...shapes.keys()];
  const values = ids.filter((id) => !id.startsWith('x@') && !id.startsWith('y@'));
  return new Map(values.map((of) => {
    const weights = tf.tensor(Array.from({ length: tf.util.sizeFromShape(shapes.get(of)!) }, () => random.normal()), shapes.get(of)!);
    const gradients = tf.grads((...shifts: Tensor[]) => {
      // Every shift takes part, so that each has a gradient: zero where nothing depends on it.
      const nothing = tf.mul(0, tf.addN(shifts.map((shift) => tf.sum(shift))));
      const moved = run((id, value) => tf.add(value, shifts[ids.indexOf(id)]!));
      return tf.add(nothing, tf.sum(tf.mul(weights, moved.get(of)!)));
    })(ids.map((id) => tf.zeros(shapes.get(id)!)));
    return [of, ids.filter((id, index) => id !== of && gradients[index]!.dataSync().some((value) => value !== 0))];
  }));
}
