import { describe, expect, it } from 'vitest';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '../../../src/core/data/batch.ts';
import { gradientName } from '../../../src/core/graph/gradientName.ts';
import { numericalGradient, relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { RecurrentSpec } from '../../../src/core/models/recurrentSpec.ts';
import { cellSpecs } from '../../core/cells/experiments.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, initialise, split, losses, forwardPass, lookInside } = float64;
const [tau, tauSource, n, nO] = [3, 4, 3, 4];
const [tanh, lstm] = cellSpecs.map((cell) => ({ cell, hiddenSize: n })) as [RecurrentSpec['layers'][number], RecurrentSpec['layers'][number]];
const ofKind = (kind: string): RecurrentSpec['layers'][number] => ({ cell: cellSpecs.find(cell => cell.kind === kind)!, hiddenSize: n });
const encoder = { layers: [{ ...lstm, direction: 'both' }], as: 'both', attention: { kind: 'additive', size: 3 } } as const;

/** Models with other nodes than h, what a probe calls them, and the probability that a target is given. */
const cases: readonly { readonly name: string; readonly spec: Partial<RecurrentSpec>; readonly nodes: readonly string[]; readonly forcing?: number }[] = [
  { name: 'feedforward layers below, between and above states', spec: { layers: [{ ...lstm, depth: { input: 1, hidden: 1, skip: true } }], outputDepth: 1 }, nodes: ['layers.0.input.0', 'layers.0.hidden.0', 'output.0'] },
  { name: 'a layer above the last state alone', spec: { output: 'last', outputDepth: 2 }, nodes: ['output.0', 'output.1'] },
  { name: 'a halting unit', spec: { ending: 'halt' }, nodes: ['halt'] },
  { name: 'a context and what is attended to', spec: { encoder, sourceSize: nO }, nodes: ['C', 'context', 'encoder.layers.0.h', 'encoder.layers.0.g'] },
  { name: 'symbols that a decoder chose', spec: { encoder, sourceSize: nO }, nodes: ['x', 'C'], forcing: 0 },
  { name: 'a memory that is written to and read after it', spec: { layers: [ofKind('ntm')], output: 'last' }, nodes: ['layers.0.M', 'layers.0.r', 'layers.0.k'] },
  { name: 'a memory of slots, each a key and what it holds', spec: { layers: [ofKind('memory')] }, nodes: ['layers.0.M'] },
  { name: 'an output that is read again', spec: { recurrence: 'both', loss: 'crossEntropy' }, nodes: ['o'], forcing: 0 },
];

describe('a look inside, in float64', () => {
  it.each(cases)('sees ∂L/∂n of $nodes as central differences do: $name', async ({ spec, nodes, forcing = 1 }) => {
    const random = split(5, 'data');
    const model = recurrent({ layers: [tanh], output: 'each', inputSize: nO, outputSize: nO, ...spec });
    const parameters = Object.fromEntries(model.parameters.map((each) => [each.name, tf.tensor(initialise(each, random), [...each.shape])]));
    const symbols = (steps: number) => Array.from({ length: steps }, () => random.integer(nO));
    const rows = (steps: number) => tf.cast(tf.oneHot(tf.tensor2d(symbols(steps), [1, steps], 'int32'), nO), 'float32');
    const outputs = model.output === 'each' ? tau : 1;
    const y = tf.tensor2d(symbols(outputs), [1, outputs], 'int32');
    const inputs = { x: rows(tau), ...(model.encoder && { source: rows(tauSource) }), ...(model.readsOutput && { y: tf.cast(tf.oneHot(y, nO), 'float32') }) };
    const passed = { model, loss: losses.crossEntropy, inputs, y, state: model.initialState(1), context: { training: false, forcing, random } } as unknown as Parameters<typeof forwardPass>[0];
    const batch: Batch = { batchSize: 1, tau, continues: false, x: { kind: 'indices', size: nO, tau, data: new Int32Array(tau) }, y: { kind: 'indices', size: nO, tau, data: new Int32Array(tau) } };
    const seen = await lookInside(batch, { backpropagation: { kind: 'full' }, first: passed.state, passOf: () => passed }, parameters);

    for (const node of nodes) {
      const { shape: [steps, columns], data } = seen[gradientName(node)]!;
      const added = new Float64Array(steps! * columns!);
      const see = <T extends Tensor>(name: string, t: number, value: T): T => {
        const at = steps === 1 ? 0 : t;
        return name === node ? tf.add(value, tf.tensor2d(Array.from(added.slice(at * columns!, (at + 1) * columns!)), [1, columns!])) : value;
      };
      expect(relativeError(data, numericalGradient(() => tf.tidy(() => forwardPass(passed, parameters, { see }).loss.dataSync()[0]!), added)), node).toBeLessThan(1e-6);
    }
  });
});
