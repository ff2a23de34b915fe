import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Trees } from '../data/batch.ts';

/** What a model reads of a batch, as tensors. */
export interface Inputs {
  /** `[B, tau, nX]` */
  readonly x: Tensor3D;
  /** Of x, `[B, tau]`: where it is 0 the state stays as it was, so that an output `last` is that of each sequence's own last element. */
  readonly mask?: Tensor2D | undefined;
  /** The targets as rows, one-hot where they are classes, `[B, tau, nO]`: what a model that reads its own output may be forced with. */
  readonly y?: Tensor3D | undefined;
  /** What an encoder reads, `[B, tauSource, nSource]`, and the mask of that. */
  readonly source?: Tensor3D | undefined;
  readonly sourceMask?: Tensor2D | undefined;
  /** Where the elements of x are the nodes of trees: what cells of trees are led by. */
  readonly trees?: Trees | undefined;
  /** The context, `[B, nC]`, of a model that is conditioned on one. */
  readonly C?: Tensor2D | undefined;
}
