import { reverse } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, State, StepContext } from '../cells/cell.ts';
import { deepCell } from '../cells/deepCell.ts';
import { makeCell } from '../cells/index.ts';
import type { Probe, Unroll, Unrolled } from '../cells/unroll.ts';
import { chainsOf, depthOf, isDeep, widthOf } from '../spec/chains.ts';
import type { ChainSpec, StackedLayer } from '../spec/chains.ts';

/** A cell and the direction in which it reads. */
export interface Chain extends ChainSpec {
  readonly cell: Cell;
}

/** The chains of every layer, from the input upwards. */
export function stackOf(layers: readonly StackedLayer[], inputSize: number): Chain[][] {
  return layers.map((layer, index) => {
    const below = layers[index - 1];
    return chainsOf(layer, index).map((chain) => ({ ...chain, cell: cellOf(layer, below ? widthOf(below) : inputSize) }));
  });
}

function cellOf(layer: StackedLayer, nX: number): Cell {
  const make = (inputSize: number): Cell => makeCell(layer.cell, inputSize, layer.hiddenSize);
  return isDeep(layer) ? deepCell(depthOf(layer), nX, layer.hiddenSize, make) : make(nX);
}

/**
 * What a chain makes of a sequence, in the order of time whichever way it reads: backward, outputs[t] has seen xs[t] and all after
 * it, and the last state is that at t = 0. A masked element holds the state, so that padding at the end is passed over first.
 * @param parameters of the whole model @param xs time-major `[tau, B, nX]` @param mask as `unroll` takes it
 * @param probe sees `layers.0.h`, or `layers.0.g` of a chain that reads backward, and `layers.0.gate.f` by the chain's name
 */
export function readSequence(
  { cell, name, direction, state: seenAs }: Chain, unroll: Unroll, parameters: Parameters, xs: Tensor3D, state: State,
  context: Omit<StepContext, 't'>, probe?: Probe, mask?: Tensor2D,
): Unrolled {
  const tau = xs.shape[0];
  const timeOf = (step: number): number => (direction === 'forward' ? step : tau - 1 - step);
  const named: Probe | undefined = probe && { see: (value, step, tensor) => probe.see(value === 'h' ? seenAs : `${name}.${value}`, timeOf(step), tensor) };
  const own = within(parameters, name);
  if (direction === 'forward') return unroll(cell, own, xs, state, context, named, mask);
  const read = unroll(cell, own, reverse(xs, 0), state, context, named, mask && reverse(mask, 0));
  return { ...read, outputs: reverse(read.outputs, 0) };
}

/** A chain's parameters by their own names: `layers.0.U` → `U`. */
export function within(parameters: Parameters, chain: string): Parameters {
  const prefix = `${chain}.`;
  const own = Object.entries(parameters).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
