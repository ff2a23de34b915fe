import { add, matMul, mul, sigmoid, split, tanh } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { OwnSizes } from '../../../src/core/cells/own.ts';

type P = Record<string, Tensor2D>;

/** The built-in LSTM as a person writes it. */
export const ownLstm = ({ inputSize: nX, hiddenSize: n }: OwnSizes) => ({
  state: { h: n, c: n },
  parameters: {
    U: { shape: [nX, 4 * n], initialiser: 'glorot', blocks: 4 }, W: { shape: [n, 4 * n], initialiser: 'orthogonal', blocks: 4 }, b: { shape: [4 * n], initialiser: { kind: 'constant', values: [0, 1, 0, 0] } },
  },
  step({ U, W, b }: P, { h: before, c: kept }: P, x: Tensor2D) {
    const [i, f, g, o] = split(add(b!, add(matMul(x, U!), matMul(before!, W!))), 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
    const c = add(mul(sigmoid(f), kept!), mul(sigmoid(i), tanh(g)));
    return { state: { h: mul(sigmoid(o), tanh(c)), c } };
  },
});
