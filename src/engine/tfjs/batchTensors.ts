import { tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Batch, Indices, Rows } from '../../core/data/batch.ts';
import { oneHotRows } from '../../core/math/oneHotRows.ts';
import type { Inputs } from '../../core/models/inputs.ts';
import type { Model } from '../../core/models/model.ts';

/** A batch as the model reads it: class indices become one-hot rows. */
export function inputsOf({ batchSize: B, x, y, source, trees, context }: Batch, { readsOutput, readsContext }: Pick<Model, 'readsOutput' | 'readsContext'>): Inputs {
  return {
    x: rowsOf(B, x), mask: maskTensor(B, x), trees, ...(readsOutput && { y: rowsOf(B, y) }),
    ...(readsContext && context && { C: tensor2d(context.data, [B, context.size]) }),
    ...(source && { source: rowsOf(B, source), sourceMask: maskTensor(B, source) }),
  };
}

/** y as the loss reads it: class indices `[B, tau]`, or numbers `[B, tau, nO]`. */
export function targetTensor({ batchSize, y }: Batch): Tensor {
  return y.kind === 'indices' ? indices(batchSize, y) : rows(batchSize, y);
}

/** The mask of x or y, `[B, tau]`, where it has one. */
export function maskTensor(batchSize: number, { mask, tau }: Indices | Rows): Tensor2D | undefined {
  return mask && tensor2d(mask, [batchSize, tau]);
}

function rowsOf(batchSize: number, values: Indices | Rows): Tensor3D {
  return values.kind === 'indices' ? oneHotRows<Tensor3D>(indices(batchSize, values), values.size) : rows(batchSize, values);
}

function indices(batchSize: number, { tau, data }: Indices) {
  return tensor2d(data, [batchSize, tau], 'int32');
}

function rows(batchSize: number, { tau, size, data }: Rows) {
  return tensor3d(data, [batchSize, tau, size]);
}
