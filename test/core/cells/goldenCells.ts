import type { Scalar, Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { LayerSpec, LossKind } from '../../../src/core/spec/experiment.ts';
import type * as Float64 from '../../float64/index.ts';
import bothWays from '../../parity/torch_bidirectional.json' with { type: 'json' };
import golden from '../../parity/torch_cells.json' with { type: 'json' };

/** Of the library in float32 or in float64: tfjs keeps one engine a process, so a test file loads one of them. */
export type Library = Pick<typeof Float64, 'recurrent' | 'losses' | 'gradientPass' | 'split'> & { tf: Pick<typeof Float64.tf, 'tensor'> };
type Case = (typeof golden.cells)[number] & { readonly direction?: string };
interface Numbers { shape: number[]; data: number[] }

export const goldenCells = golden.cells;

/** Stacks of layers that read both ways. */
export const goldenBothWays = bothWays.cells as unknown as readonly Case[];

/** Loss and gradients of one golden case. */
function compute({ tf, recurrent, losses, gradientPass, split }: Library, golden: Case): { loss: Scalar; gradients: Readonly<Record<string, Tensor>> } {
  const of = ({ shape, data }: Numbers, dtype: 'float32' | 'int32' = 'float32') => tf.tensor(data, shape, dtype);
  const cell = { recurrentInitialiser: 'orthogonal', ...golden.cell } as LayerSpec['cell'];
  const model = recurrent({
    layers: Array(golden.layers).fill({ cell, hiddenSize: golden.hiddenSize, direction: golden.direction ?? 'forward' }), output: golden.output as 'each' | 'last',
    inputSize: golden.x.shape[2]!, outputSize: golden.parameters.c.data.length,
  });
  const pass = {
    model, loss: losses[golden.loss as LossKind], inputs: { x: of(golden.x) as Tensor3D }, y: of(golden.y, golden.loss === 'crossEntropy' ? 'int32' : 'float32'),
    state: model.initialState(golden.x.shape[0]!), context: { training: true, random: split(1, 'noise') },
  };
  const parameters = Object.entries(golden.parameters as Record<string, Numbers>).map(([name, numbers]) => [name, of(numbers)]);
  return gradientPass(pass, Object.fromEntries(parameters));
}

/** Fails where the loss or an element of a gradient is further from PyTorch's than `tolerance` of the largest. */
export function compareWithTorch(library: Library, golden: Case, tolerance: number): void {
  const { loss, gradients } = compute(library, golden);
  expect(Math.abs(loss.dataSync()[0]! / golden.value - 1), 'loss').toBeLessThan(tolerance);
  expect(Object.keys(gradients).sort()).toEqual(Object.keys(golden.gradients).sort());
  for (const [name, { data }] of Object.entries(golden.gradients as Record<string, Numbers>)) {
    expect(relativeError(gradients[name]!.dataSync(), data), name).toBeLessThan(tolerance);
  }
}
