// What a person's cell may import from 'unfold' of TensorFlow.js: templates/cells/unfold.d.ts says the same to the editor.

export {
  abs, add, addN, broadcastTo, cast, clipByValue, clone, concat, cos, cumsum, customGrad, div, divNoNan, dot, einsum, elu, equal, exp, expandDims, expm1,
  eye, fill, floor, gather, greater, greaterEqual, less, lessEqual, leakyRelu, linspace, log, log1p, logSigmoid, logSoftmax, logSumExp, logicalAnd, logicalNot, logicalOr,
  matMul, max, maximum, mean, min, minimum, mod, moments, mul, neg, norm, notEqual, oneHot, ones, onesLike, outerProduct, pad, pow, prelu, prod, range, reciprocal, relu, relu6, reshape, reverse,
  round, rsqrt, scalar, selu, sigmoid, sign, sin, slice, softmax, softplus, split, sqrt, square, squaredDifference, squeeze, stack, step, stridedSlice, sub, sum, tanh, tensor, tensor1d,
  tensor2d, tensor3d, tile, transpose, unsortedSegmentSum, unstack, where, zeros, zerosLike,
} from '@tensorflow/tfjs-core';
