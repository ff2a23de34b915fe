import { customGrad, engine, reshape, slice, split } from '@tensorflow/tfjs-core';
import type { GradSaveFunc, NamedAttrMap, NamedTensorMap, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { State } from '../../core/cells/cell.ts';
import { unroll } from '../../core/cells/unroll.ts';
import type { Unroll } from '../../core/cells/unroll.ts';
import { isFused } from '../fused/index.ts';
import { sequenceBackwardKernel, sequenceForwardKernel } from './heap/kernels.ts';
import type { SequenceSpec } from './heap/sequence.ts';

/**
 * The time loop of the cells that have fused kernels as one operation, with a gradient of its own: within any model, on the WASM
 * backend with our kernels in its heap. A probe that wants to see every step gets the plain loop, one that only traces states has
 * them and their gradients from the kernel; other cells get the plain loop too.
 */
export const fusedUnroll: Unroll = (cell, parameters, xs, state, context, probe, mask) => {
  const { trace } = probe ?? {};
  if ((probe && !trace) || !isFused(cell.kind)) return unroll(cell, parameters, xs, state, context, probe, mask);
  const [tau, B, inputSize] = xs.shape;
  const states = Object.keys(cell.stateSizes);
  const spec = { kind: cell.kind, tau, B, inputSize, hiddenSize: cell.hiddenSize, parameters: cell.parameters.map(({ name, shape }) => ({ name, shape })), constants: cell.constants, masked: mask !== undefined };
  const inputs = [xs, ...states.map((name) => state[name]!), ...cell.parameters.map(({ name }) => parameters[name]!)];
  const value = sequence(spec, states.length, inputs, mask, trace?.shift('h'));
  const read = unstack(value, tau, B, states);
  trace?.seen('h', read.outputs);
  return read;
};

/**
 * Every output and, under them, the last states that are not the last output: `[(tau + states − 1)·B, n]`.
 * @param shift zeros, one for each output, whose gradient is that of the outputs by every path; it adds nothing
 */
function sequence(spec: SequenceSpec, states: number, inputs: readonly Tensor[], mask?: Tensor2D, shift?: Tensor3D): Tensor2D {
  const operation = customGrad((...all) => {
    const save = all.at(-1) as GradSaveFunc;
    const [xs, ...rest] = all.slice(0, 1 + states + spec.parameters.length) as Tensor[];
    const [value, tape] = run(sequenceForwardKernel, { xs: xs!, ...numbered(rest), ...(mask && { mask }) }, { ...spec, states });
    save([tape!]);
    const gradFunc = (dValue: Tensor | readonly Tensor[], saved: Tensor[]): Tensor[] =>
      run(sequenceBackwardKernel, { dValue: dValue as Tensor, tape: saved[0]! }, { ...spec, states, traced: shift !== undefined });
    return { value: value!, gradFunc };
  });
  return operation(...inputs, ...(shift ? [shift] : [])) as Tensor2D;
}

const numbered = (tensors: readonly Tensor[]): Record<string, Tensor> => Object.fromEntries(tensors.map((tensor, i) => [String(i), tensor]));

function run(kernel: string, inputs: Record<string, Tensor>, attributes: SequenceSpec & { states: number; traced?: boolean }): Tensor[] {
  return engine().runKernel(kernel, inputs as NamedTensorMap, attributes as unknown as NamedAttrMap) as Tensor[];
}

function unstack(value: Tensor2D, tau: number, B: number, states: readonly string[]): { outputs: Tensor3D; state: State } {
  const n = value.shape[1];
  const rows = (t: number, count: number): Tensor2D => (count * B === value.shape[0] ? value : slice(value, [t * B, 0], [count * B, n]));
  const all = rows(tau - 1, states.length);
  const last = states.length === 1 ? [all] : split<Tensor2D>(all, states.length); // a slice each would remember the whole each time
  return { outputs: reshape(rows(0, tau), [tau, B, n]), state: Object.fromEntries(states.map((name, i) => [name, last[i]!])) };
}
