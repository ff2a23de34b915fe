import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { StepContext } from '../cells/cell.ts';

/**
 * 1 where the target of the step before is given, `[B, tau, 1]`: drawn for each sequence and step with the context's probability
 * `forcing` (Bengio et al. 2015, arXiv:1506.03099).
 * @param always steps at the beginning at which it is given anyway
 */
export function coins([B, tau]: readonly number[], { forcing = 1, random }: Omit<StepContext, 't'>, always = 0): Tensor3D {
  return tensor(Array.from({ length: B! * tau! }, (_, i) => Number(random.uniform() < forcing || i % tau! < always)), [B!, tau!, 1]);
}
