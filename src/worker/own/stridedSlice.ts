import { clone, gather, tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';

/**
 * Every `strides`-th along each axis, from `begin` up to but not with `end`; below 0 they count from the end. Each axis is picked from by itself, since
 * TensorFlow.js knows no gradient of its own. @throws Error where a stride is 0
 */
export function stridedSlice(x: Tensor | TensorLike, begin: readonly number[], end: readonly number[], strides: readonly number[] = []): Tensor {
  return begin.reduce<Tensor>((rest, from, axis) => gather(rest, tensor1d(places(from, end[axis]!, strides[axis] ?? 1, rest.shape[axis]!), 'int32'), axis), clone(x as Tensor));
}

function places(from: number, to: number, stride: number, length: number): number[] {
  if (stride === 0) throw new Error('stridedSlice takes no stride of 0');
  const [least, most] = stride > 0 ? [0, length] : [-1, length - 1];
  const [first, end] = [from, to].map((place) => Math.min(most, Math.max(least, place < 0 ? place + length : place))) as [number, number];
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / stride)) }, (_, i) => first + i * stride);
}
