import type { Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { AttentionSpec, EncoderSpec, LayerSpec, LossKind } from '../../../src/core/spec/experiment.ts';
import type * as Float64 from '../../float64/index.ts';
import bothWays from '../../parity/torch_bidirectional.json' with { type: 'json' };
import golden from '../../parity/torch_cells.json' with { type: 'json' };
import answers from '../../parity/torch_encoder_decoder.json' with { type: 'json' };

/** Of the library in float32 or in float64: tfjs keeps one engine a process, so a test file loads one of them. */
export type Library = Pick<typeof Float64, 'recurrent' | 'losses' | 'gradientPass' | 'split'> & { tf: Pick<typeof Float64.tf, 'tensor'> };
type Case = (typeof golden.cells)[number] & { readonly direction?: string };
type AnswerCase = (typeof answers.models)[number];
interface Numbers { shape: number[]; data: number[] }

export const goldenCells = golden.cells;

/** Stacks of layers that read both ways. */
export const goldenBothWays = bothWays.cells as unknown as readonly Case[];

/** Models that read a source and answer it. */
export const goldenAnswers = answers.models;

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
  return gradientPass(pass, tensorsOf(golden.parameters as Record<string, Numbers>, of));
}

/** The same of an encoder–decoder. */
function computeAnswer({ tf, recurrent, losses, gradientPass, split }: Library, golden: AnswerCase): { loss: Scalar; gradients: Readonly<Record<string, Tensor>> } {
  const of = ({ shape, data }: Numbers, dtype: 'float32' | 'int32' = 'float32') => tf.tensor(data, shape, dtype);
  const recurrentInitialiser = 'orthogonal';
  const cell = (golden.kind === 'lstm' ? { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser } : { kind: 'gru', reset: 'after', recurrentInitialiser }) as LayerSpec['cell'];
  const { size, attention: kind } = golden;
  const attention = kind ? { attention: { kind, size } as AttentionSpec } : {};
  const model = recurrent({
    encoder: { layers: [{ cell, hiddenSize: golden.encoderSize, direction: 'both' }], as: golden.as as EncoderSpec['as'], ...attention }, layers: [{ cell, hiddenSize: golden.hiddenSize }],
    output: 'each', inputSize: golden.x.shape[2]!, sourceSize: golden.source.shape[2]!, outputSize: (golden.parameters as unknown as Record<string, Numbers>)['c']!.shape[0]!,
  });
  const [mask, sourceMask] = [of(golden.mask) as Tensor2D, of(golden.sourceMask) as Tensor2D];
  const pass = {
    model, loss: losses.crossEntropy, inputs: { x: of(golden.x) as Tensor3D, mask, source: of(golden.source) as Tensor3D, sourceMask }, y: of(golden.y, 'int32'), yMask: mask,
    state: model.initialState(golden.x.shape[0]!), context: { training: true, random: split(1, 'noise') },
  };
  return gradientPass(pass, tensorsOf(golden.parameters as unknown as Record<string, Numbers>, of));
}

function tensorsOf(parameters: Readonly<Record<string, Numbers>>, of: (numbers: Numbers) => Tensor): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(parameters).map(([name, numbers]) => [name, of(numbers)]));
}

/** Fails where the loss or an element of a gradient is further from PyTorch's than `tolerance` of the largest. */
export function compareWithTorch(library: Library, golden: Case | AnswerCase, tolerance: number): void {
  const { loss, gradients } = 'source' in golden ? computeAnswer(library, golden) : compute(library, golden);
  expect(Math.abs(loss.dataSync()[0]! / golden.value - 1), 'loss').toBeLessThan(tolerance);
  expect(Object.keys(gradients).sort()).toEqual(Object.keys(golden.gradients).sort());
  for (const [name, { data }] of Object.entries(golden.gradients as unknown as Record<string, Numbers>)) {
    expect(relativeError(gradients[name]!.dataSync(), data), name).toBeLessThan(tolerance);
  }
}
