import { mul, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../math/random.ts';
import type { Cell } from './cell.ts';

/**
 * A cell f whose connections are dropped out for one batch of sequences (variational dropout; Gal & Ghahramani 2016, arXiv:1512.05287):
 *
 *   h⁽ᵗ⁾ = f(h⁽ᵗ⁻¹⁾ ⊙ d_h, x⁽ᵗ⁾ ⊙ d_x)     each of d is 0 with the probability p, else 1/(1 − p)
 *
 * d_h and d_x are drawn once for each sequence and are the same at every step: drawn anew at each, they would erase what is carried
 * sooner or later. Only while training; what is carried besides h, such as c, goes on as it is.
 */
export function dropoutCell(cell: Cell, p: number, B: number, random: RandomStream): Cell {
  const draw = (columns: number): Tensor2D =>
    tensor2d(Float32Array.from({ length: B * columns }, () => (random.uniform() < p ? 0 : 1 / (1 - p))), [B, columns]);
  const [dx, dh] = [draw(cell.inputSize), draw(cell.hiddenSize)];               // [B, nX], [B, n]
  return {
    ...cell, kind: `dropout ${cell.kind}`,
    step: (parameters, state, x, context) => cell.step(parameters, { ...state, h: mul<Tensor2D>(state.h!, dh) }, mul<Tensor2D>(x, dx), context),
  };
}
