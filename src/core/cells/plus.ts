import { add } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** What comes from a node's children added to what comes from itself: a leaf has nothing below it. */
export const plus = (own: Tensor2D, below: Tensor2D | undefined): Tensor2D => (below ? add(own, below) : own);
