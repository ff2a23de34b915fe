import { add, matMul, reshape, slice, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters } from '../cells/cell.ts';
import { makeCell } from '../cells/index.ts';
import { ownState } from '../cells/ownState.ts';
import { unroll as unrollSteps } from '../cells/unroll.ts';
import type { Probe, Unroll } from '../cells/unroll.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { LayerSpec } from '../spec/experiment.ts';
import type { Model } from './model.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';

/**
 * A stack of recurrent layers, x feeding the first and each feeding the next (figure 10.13a), and
 *
 *   o⁽ᵗ⁾ = c + h⁽ᵗ⁾·V   (10.10)
 *
 * at every step (figure 10.3) or once after the last (figure 10.5).
 * @param unroll the time loop of each layer
 */
export function recurrent(spec: RecurrentSpec, unroll: Unroll = unrollSteps): Model {
  const { layers, output, inputSize, outputSize } = spec;
  const cells = stack(layers, inputSize);
  const n = cells.at(-1)!.hiddenSize;
  return {
    spec, inputSize, outputSize, output, cells,
    parameters: [
      ...cells.flatMap((cell, layer) => cell.parameters.map((parameter) => ({ ...parameter, name: `layers.${layer}.${parameter.name}` }))),
      { name: 'V', shape: [n, outputSize], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'c', shape: [outputSize], initialiser: { kind: 'zeros' } },
    ] satisfies ParameterSpec[],

    initialState: (B) => cells.map((cell) => mapValues(cell.stateSizes, (columns) => zeros<Rank.R2>([B, columns]))),

    forward(parameters, x, state, context, probe, mask) {
      let hs: Tensor3D = transpose(x, [1, 0, 2]);                            // [tau, B, nX]
      const masks = mask && transpose(mask);                                 // [tau, B]
      const next = cells.map((cell, layer) => {
        const unrolled = unroll(cell, within(parameters, layer), hs, state[layer]!, context, probeOf(probe, layer), masks);
        hs = unrolled.outputs;                                               // [tau, B, n]
        return unrolled.state;
      });
      const read = output === 'each' ? hs : lastOf(hs);                      // [tau | 1, B, n]
      return { o: transpose(outputs(parameters, read), [1, 0, 2]), state: next };
    },

    step(parameters, x, state, context) {
      let h = x;                                                             // [B, nX]
      const next = cells.map((cell, layer) => {
        const result = cell.step(within(parameters, layer), state[layer]!, h, context);
        h = result.output;                                                   // [B, n]
        return ownState(result.state, state[layer]!);
      });
      return { o: affine(parameters, h), state: next };
    },
  };
}

function stack(layers: readonly LayerSpec[], inputSize: number): Cell[] {
  return layers.map(({ cell, hiddenSize }, layer) => makeCell(cell, layers[layer - 1]?.hiddenSize ?? inputSize, hiddenSize));
}

/** o = c + h·V, `[rows, n]` → `[rows, nO]` */
function affine(parameters: Parameters, h: Tensor2D): Tensor2D {
  const { V, c } = parameters as { V: Tensor2D; c: Tensor1D };
  return add(c, matMul(h, V));
}

/** The same for `[tau, B, n]` → `[tau, B, nO]` in one product. */
function outputs(parameters: Parameters, hs: Tensor3D): Tensor3D {
  const [tau, B, n] = hs.shape;
  const o = affine(parameters, reshape(hs, [tau * B, n]));
  return reshape(o, [tau, B, o.shape[1]]);
}

function lastOf(hs: Tensor3D): Tensor3D {
  return slice(hs, [hs.shape[0] - 1, 0, 0], [1, -1, -1]);
}

/** One layer's parameters by their own names: `layers.0.U` → `U`. */
export function within(parameters: Parameters, layer: number): Parameters {
  const prefix = `layers.${layer}.`;
  const own = Object.entries(parameters).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

function probeOf(probe: Probe | undefined, layer: number): Probe | undefined {
  return probe && { see: (name, t, value) => probe.see(`layers.${layer}.${name}`, t, value) };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
