import { div, equal, neg, softplus, where } from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';

// What a person's cell may import from 'unfold', most of it TensorFlow.js as it is: templates/cells/unfold.d.ts says the same to the editor. Each has a gradient.

export { customGrad } from './customGrad.ts';
export { einsum } from './einsum.ts';
export { stridedSlice } from './stridedSlice.ts';

export {
  abs, add, addN, broadcastTo, cast, clipByValue, clone, concat, cos, cumsum, div, dot, elu, equal, exp, expandDims, expm1,
  eye, fill, floor, gather, greater, greaterEqual, less, lessEqual, leakyRelu, linspace, log, log1p, logSoftmax, logSumExp, logicalAnd, logicalNot, logicalOr,
  matMul, max, maximum, mean, min, minimum, mod, moments, mul, neg, norm, notEqual, oneHot, ones, onesLike, outerProduct, pad, pow, prelu, prod, range, reciprocal, relu, relu6, reshape, reverse,
  round, rsqrt, scalar, selu, sigmoid, sign, sin, slice, softmax, softplus, split, sqrt, square, squaredDifference, squeeze, stack, step, sub, sum, tanh, tensor, tensor1d,
  tensor2d, tensor3d, tile, transpose, unsortedSegmentSum, unstack, where, zeros, zerosLike,
} from '@tensorflow/tfjs-core';

/** 0 where b is 0, and so is its gradient there: that of TensorFlow.js is NaN. */
export function divNoNan(a: Tensor | TensorLike, b: Tensor | TensorLike): Tensor {
  const none = equal(b, 0);
  return where(none, 0, div(a, where(none, 1, b)));
}

/** ln σ(x). That of TensorFlow.js reads x on its way back, which may be gone by then. */
export function logSigmoid(x: Tensor | TensorLike): Tensor {
  return neg(softplus(neg(x)));
}
