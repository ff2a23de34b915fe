import { clone, split as splitInParts } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

// What a person's cell may import from 'unfold' of TensorFlow.js: templates/cells/unfold.d.ts says the same to the editor.

export {
  abs, add, addN, broadcastTo, cast, clipByValue, clone, concat, cos, cumsum, customGrad, div, divNoNan, dot, einsum, elu, equal, exp, expandDims, expm1,
  eye, fill, floor, gather, greater, greaterEqual, less, lessEqual, leakyRelu, linspace, log, log1p, logSigmoid, logSoftmax, logSumExp, logicalAnd, logicalNot, logicalOr,
  matMul, max, maximum, mean, min, minimum, mod, moments, mul, neg, norm, notEqual, oneHot, ones, onesLike, outerProduct, pad, pow, prelu, prod, range, reciprocal, relu, relu6, reshape, reverse,
  round, rsqrt, scalar, selu, sigmoid, sign, sin, slice, softmax, softplus, sqrt, square, squaredDifference, squeeze, stack, step, stridedSlice, sub, sum, tanh, tensor, tensor1d,
  tensor2d, tensor3d, tile, transpose, unsortedSegmentSum, unstack, where, zeros, zerosLike,
} from '@tensorflow/tfjs-core';

/** TensorFlow.js knows no gradient of a single part. */
export const split = <T extends Tensor>(...[x, parts, axis]: Parameters<typeof splitInParts<T>>): T[] => {
  const made = splitInParts<T>(x, parts, axis);
  return made.length > 1 ? made : [clone(x as T)];
};
