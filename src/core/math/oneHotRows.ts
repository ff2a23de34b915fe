import { cast, oneHot } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * 1 at each class index, 0 elsewhere: `[B, tau]` int32 → `[B, tau, classes]` float32.
 * Cast afterwards, because the WASM backend writes the bits of an integer 1 whatever dtype `oneHot` is asked for.
 */
export function oneHotRows<T extends Tensor>(indices: Tensor, classes: number): T {
  return cast(oneHot(indices, classes), 'float32') as T;
}
