import { expect, it } from 'vitest';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { See, State } from '../../../src/core/cells/cell.ts';
import type { Unroll } from '../../../src/core/cells/unroll.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import type { GraphModel } from '../../../src/core/graph/graph.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import { float64 } from '../../float64/load.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';

// An edge is drawn exactly where the direct partial derivative between its ends is not identically zero. Every value that the
// model computes goes on as a variable of its own, which has that value: what reaches another value from there is the edge alone.

const { tf, recurrent, initialise, split } = float64;
const [tau, nX, n, nO] = [3, 2, 3, 2];
const ways = [{ output: 'each', loss: 'crossEntropy' }, { output: 'last', loss: 'meanSquaredError' }] as const;
const directions = [['forward', 'forward'], ['both', 'both'], ['backward', 'forward'], ['both', 'backward']] as const;
const cases = cellSpecs.flatMap((cell) => ways.flatMap((way) => directions.map((stack) => ({
  name: `${nameOf(cell)} reading ${stack.join(', then ')}; output ${way.output}`,
  model: { layers: stack.map((direction): StackedLayer => ({ cell, hiddenSize: n, direction })), ...way },
}))));

const depths = [
  [{ input: 1, hidden: 0, skip: false }, 0], [{ input: 0, hidden: 2, skip: false }, 2], [{ input: 1, hidden: 1, skip: true }, 1],
] as const;
const deepCases = cellSpecs.flatMap((cell) => ways.flatMap((way) => depths.map(([depth, outputDepth]) => ({
  name: `${nameOf(cell)} with ${JSON.stringify(depth)} below it and ${outputDepth} above; output ${way.output}`,
  model: { layers: [{ cell, hiddenSize: n, depth, direction: 'both' }, { cell, hiddenSize: n, depth }] as StackedLayer[], outputDepth, ...way },
}))));

it.each([...cases, ...deepCases])('the unfolded graph has an edge exactly where a direct partial derivative is not zero: $name', ({ model }) => {
  const drawn = unfoldedGraph(circuit(model), tau).edges.map(({ from, to }) => `${from} → ${to}`);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn.sort()).toEqual(tf.tidy(() => directPartials(model) as never as string[]).sort());
});

type Goes = (id: string, value: Tensor) => Tensor;

/** `FROM → TO` for each pair of values between which the direct partial derivative is not zero. */
function directPartials({ layers, output, outputDepth = 0, loss }: GraphModel): string[] {
  const random = split(7, 'weights');
  const model = recurrent({ layers, output, outputDepth, inputSize: nX, outputSize: nO }, wholeState);
  const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  const normal = (size: number) => tf.tensor2d(Array.from({ length: size }, () => random.normal()), [1, size]);
  const inputs = Array.from({ length: tau }, () => normal(nX));
  const targets = Array.from({ length: tau }, () => tf.softmax(normal(nO)));

  /** Every value as it is computed; what reads it reads what it `goes` on as. */
  const run = (goes: Goes): Map<string, Tensor> => {
    const values = new Map<string, Tensor>();
    const see = <T extends Tensor>(id: string, value: T): T => {
      values.set(id, value);
      return goes(id, value) as T;
    };
    const x = tf.stack(inputs.map((row, t) => see(`x@${t}`, row)), 1) as Tensor3D;
    const probe = { see: <T extends Tensor>(name: string, t: number, value: T): T => see(`${name}@${t}`, value) };
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

  const computed = run((_, value) => value);
  const ids = [...computed.keys()];
  return ids.flatMap((to) => {
    const weights = tf.tensor(Array.from({ length: computed.get(to)!.size }, () => random.normal()), computed.get(to)!.shape);
    const gradients = tf.grads((...variables: Tensor[]) => {
      // Every variable takes part, so that each has a gradient: zero where nothing depends on it.
      const nothing = tf.mul(0, tf.addN(variables.map((variable) => tf.sum(variable))));
      return tf.add(nothing, tf.sum(tf.mul(weights, run((id) => variables[ids.indexOf(id)]!).get(to)!)));
    })([...computed.values()].map((value) => tf.clone(value)));
    return ids.filter((_, index) => gradients[index]!.dataSync().some((value) => value !== 0)).map((from) => `${from} → ${to}`);
  });
}

/** The time loop with all that a cell carries (h, and c of an LSTM) in one value, which is what an h node stands for. */
const wholeState: Unroll = (cell, parameters, xs, state, context, probe) => {
  const names = Object.keys(cell.stateSizes);
  const pack = (entries: State): Tensor2D => tf.concat(names.map((name) => entries[name]!), 1);
  const unpack = (whole: Tensor2D): State => Object.fromEntries(names.map((name, i) => [name, tf.slice(whole, [0, i * cell.hiddenSize], [1, cell.hiddenSize])]));
  const outputs = (tf.unstack(xs) as Tensor2D[]).map((x, t) => {
    const see: See = (name, value) => probe!.see(name, t, value);
    state = unpack(probe!.see('h', t, pack(cell.step(parameters, state, x, { ...context, t, see }).state)));
    return state.h!;
  });
  return { outputs: tf.stack(outputs) as Tensor3D, state };
};
