import { getKernel, registerKernel, unregisterKernel, BatchMatMul, UnsortedSegmentSum, util } from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { elementwise, elementwiseKernels } from './elementwise.ts';
import type { Heap } from './heap.ts';
import { matMul, servesMatMul } from './matMul.ts';
import type { Transposes } from './matMul.ts';
import { sequenceBackward, sequenceForward } from './sequence.ts';
import type { SequenceSpec } from './sequence.ts';

export const sequenceForwardKernel = 'UnfoldSequenceForward';
export const sequenceBackwardKernel = 'UnfoldSequenceBackward';

const backendName = 'wasm';

/** Puts our kernels in place of tfjs's slow ones, and adds those it lacks. */
export function registerHeapKernels(heap: Heap): void {
  replaceMatMul(heap);
  replaceElementwise(heap);
  registerKernel({ kernelName: UnsortedSegmentSum, backendName, kernelFunc: ({ inputs, attrs }) =>
    segmentSum(heap, inputs.x!, inputs.segmentIds!, (attrs as unknown as { numSegments: number }).numSegments) });
  registerKernel({ kernelName: sequenceForwardKernel, backendName, kernelFunc: ({ inputs, attrs }) => {
    const { states, ...spec } = attrs as unknown as SequenceSpec & { states: number };
    const { xs, mask, ...rest } = inputs;
    const ordered = Object.keys(rest).map((_, i) => rest[String(i)]!);
    return sequenceForward(heap, spec, { xs: xs!, states: ordered.slice(0, states), parameters: ordered.slice(states), mask });
  } });
  registerKernel({ kernelName: sequenceBackwardKernel, backendName, kernelFunc: ({ inputs, attrs }) =>
{
    const { traced, ...spec } = attrs as unknown as SequenceSpec & { traced?: boolean };
    return sequenceBackward(heap, spec, inputs.dValue!, inputs.tape!, traced);
  } });
}

function replaceMatMul(heap: Heap): void {
  replace(BatchMatMul, (call, stock) => {
    const [a, b] = [call.inputs.a!, call.inputs.b!];
    const transposes = call.attrs as unknown as Transposes;
    return servesMatMul(a, b, transposes) ? matMul(heap, a, b, transposes) : stock(call);
  });
}

function replaceElementwise(heap: Heap): void {
  for (const [name, kernel] of Object.entries(elementwiseKernels)) {
    replace(name, (call, stock) => (call.inputs.x!.dtype === 'float32' ? elementwise(heap, kernel, call.inputs.x!) : stock(call)));
  }
}

function replace(kernelName: string, kernel: (call: Parameters<KernelFunc>[0], stock: KernelFunc) => ReturnType<KernelFunc>): void {
  const stock = getKernel(kernelName, backendName).kernelFunc;
  unregisterKernel(kernelName, backendName);
  registerKernel({ kernelName, backendName, kernelFunc: (call) => kernel(call, stock) });
}

/** Row s of the result is the sum of the rows of x whose segment is s: the gradient of a lookup. */
function segmentSum(heap: Heap, x: TensorInfo, segmentIds: TensorInfo, segments: number): TensorInfo {
  const columns = util.sizeFromShape(x.shape) / util.sizeFromShape(segmentIds.shape);
  const out = heap.make([segments, ...x.shape.slice(segmentIds.shape.length)]);
  const [from, ids, to] = [x, segmentIds, out].map((info) => heap.backend.typedArrayFromHeap(info)) as [Float32Array, Int32Array, Float32Array];
  to.fill(0);
  for (let row = 0; row < ids.length; row++) {
    const at = ids[row]! * columns;
    for (let j = 0; j < columns; j++) to[at + j]! += from[row * columns + j]!;
  }
  return out;
}
