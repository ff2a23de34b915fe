import { Cast, Equal, GatherV2, Greater, Less, LessEqual, LogicalAnd, LogicalNot, LogicalOr, NotEqual, Prod, SplitV, Unpack, UnsortedSegmentSum, concat, cumprod, getGradient, mul, registerGradient, reshape, stack, transpose, util, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';

// The gradients of TensorFlow.js, those that it lacks, and others for those of its own that fail.

/** What holds or does not has no slope: the gradient ends there, as in PyTorch. */
for (const kernelName of [Equal, NotEqual, Greater, Less, LessEqual, LogicalAnd, LogicalOr]) {
  registerGradient({ kernelName, inputsToSave: ['a', 'b'], gradFunc: (_, [a, b]) => ({ a: () => zeros(a!.shape), b: () => zeros(b!.shape) }) });
}
// Whole numbers and truth have no slope either, though TensorFlow.js lets a gradient pass.
registerGradient({ kernelName: Cast, gradFunc: (dy, _, { dtype }) => ({ x: () => (dtype === 'float32' ? (dy as Tensor).clone() : zeros((dy as Tensor).shape)) }) });
registerGradient({ kernelName: LogicalNot, inputsToSave: ['x'], gradFunc: (_, [x]) => ({ x: () => zeros(x!.shape) }) });

/** Nor have places in a tensor, which are whole numbers. */
for (const [kernelName, places] of [[GatherV2, 'indices'], [UnsortedSegmentSum, 'segmentIds']] as const) {
  const { gradFunc, ...rest } = getGradient(kernelName)!;
  registerGradient({ ...rest, kernelName, gradFunc: (dy, saved, attributes) => ({ ...gradFunc(dy, saved, attributes), [places]: () => zeros(saved.at(-1)!.shape) }) });
}

// Where it is one part, TensorFlow.js takes its gradient for a list.
registerGradient({ kernelName: SplitV, gradFunc: (dy, _, { axis }) => ({ x: () => concat([dy].flat(), axis as number) }) });
registerGradient({ kernelName: Unpack, gradFunc: (dy, _, { axis }) => ({ value: () => stack([dy].flat(), axis as number) }) });

// That of TensorFlow.js asks a tensor for its operations, which are functions here.
registerGradient({
  kernelName: Prod, inputsToSave: ['x'],
  gradFunc: (dy, [x], { axis }) => ({ x: () => gradientOfProduct(dy as Tensor, x!, util.parseAxisParam(axis as number | number[], x!.shape)) }),
});

/** Of each factor, the product of those before it and those after it, which is right where one is 0, too. */
function gradientOfProduct(dy: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  const permuted = transpose(x, order);
  const rows = reshape(permuted, [dy.size, x.size / dy.size]);
  const others = mul(cumprod(rows, 1, true), cumprod(rows, 1, true, true));
  return transpose(reshape(mul(reshape(dy, [dy.size, 1]), others), permuted.shape), order.map((_, axis) => order.indexOf(axis)));
}
