import { add, concat, matMul, reshape, slice, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, State } from '../cells/cell.ts';
import { unroll as unrollSteps } from '../cells/unroll.ts';
import type { Unroll, Unrolled } from '../cells/unroll.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import { widthOf } from '../spec/chains.ts';
import { readSequence, stackOf, within } from './chain.ts';
import type { Chain } from './chain.ts';
import type { Model } from './model.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';

/**
 * A stack of recurrent layers, x feeding the first and each feeding the next (figure 10.13a), and
 *
 *   o⁽ᵗ⁾ = c + h⁽ᵗ⁾·V   (10.10)
 *
 * at every step (figure 10.3) or once after the last (figure 10.5). A layer that reads both ways hands on [h⁽ᵗ⁾; g⁽ᵗ⁾] (figure
 * 10.11); where the output is the last, each chain's state after all that it read: h at the end, g at the beginning.
 * @param unroll the time loop of each chain
 */
export function recurrent(spec: RecurrentSpec, unroll: Unroll = unrollSteps): Model {
  const { layers, output, inputSize, outputSize } = spec;
  const stack = stackOf(layers, inputSize);
  const chains = stack.flat();
  return {
    spec, inputSize, outputSize, output, chains,
    parameters: [
      ...chains.flatMap(({ name, cell }) => cell.parameters.map((parameter) => ({ ...parameter, name: `${name}.${parameter.name}` }))),
      { name: 'V', shape: [widthOf(layers.at(-1)!), outputSize], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'c', shape: [outputSize], initialiser: { kind: 'zeros' } },
    ] satisfies ParameterSpec[],

    initialState: (B) => chains.map(({ cell }) => mapValues(cell.stateSizes, (columns) => zeros<Rank.R2>([B, columns]))),

    forward(parameters, x, state, context, probe) {
      let hs: Tensor3D = transpose(x, [1, 0, 2]);                            // [tau, B, nX]
      let read: readonly Unrolled[] = [];
      const next: State[] = [];
      for (const layer of stack) {
        read = layer.map((chain, i) => readSequence(chain, unroll, parameters, hs, state[next.length + i]!, context, probe));
        next.push(...read.map((chain) => chain.state));
        hs = sideBySide(read.map(({ outputs }) => outputs));                 // [tau, B, n], of two chains [tau, B, 2n]
      }
      const top = output === 'each' ? hs : sideBySide(stack.at(-1)!.map((chain, i) => lastRead(chain, read[i]!)));  // [tau | 1, B, n | 2n]
      return { o: transpose(outputsOf(parameters, top), [1, 0, 2]), state: next };
    },

    step(parameters, x, state, context) {
      if (chains.some(({ direction }) => direction === 'backward')) throw new Error('A model that reads backward needs the whole sequence: it cannot go one step at a time.');
      let h = x;                                                             // [B, nX]
      const next = chains.map(({ cell, name }, i) => {
        const result = cell.step(within(parameters, name), state[i]!, h, context);
        h = result.output;                                                   // [B, n]
        return result.state;
      });
      return { o: affine(parameters, h), state: next };
    },
  };
}

/** o = c + h·V, `[rows, n]` → `[rows, nO]` */
function affine(parameters: Parameters, h: Tensor2D): Tensor2D {
  const { V, c } = parameters as { V: Tensor2D; c: Tensor1D };
  return add(c, matMul(h, V));
}

/** The same for `[tau, B, n]` → `[tau, B, nO]` in one product. */
function outputsOf(parameters: Parameters, hs: Tensor3D): Tensor3D {
  const [tau, B, n] = hs.shape;
  const o = affine(parameters, reshape(hs, [tau * B, n]));
  return reshape(o, [tau, B, o.shape[1]]);
}

/** What a chain gives at the step it reads last, `[1, B, n]`. */
function lastRead({ direction }: Chain, { outputs }: Unrolled): Tensor3D {
  return slice(outputs, [direction === 'forward' ? outputs.shape[0] - 1 : 0, 0, 0], [1, -1, -1]);
}

function sideBySide(sequences: readonly Tensor3D[]): Tensor3D {
  return sequences.length === 1 ? sequences[0]! : concat([...sequences], 2);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
