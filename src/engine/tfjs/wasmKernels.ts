import { backend_util, Identity, registerKernel, SplitV, unregisterKernel, util } from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/*
 * Two kernels of the WASM backend copy far more than they need: Identity, which saves every input for the backward pass,
 * copies it (W once a time step), and SplitV copies the whole tensor out of the heap for each piece.
 */

interface Call {
  readonly x: TensorInfo;
  readonly backend: BackendWasm;
}

/** The same data under a new name, as Reshape does it. */
function identity({ x, backend }: Call): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

/** Pieces of x along an axis, each copied once within the heap. */
function splitV({ x, backend }: Call, numOrSizeSplits: number | number[], dimension: number): TensorInfo[] {
  const axis = util.parseAxisParam(dimension, x.shape)[0]!;
  const inner = util.sizeFromShape(x.shape.slice(axis + 1));
  let begin = 0;
  return backend_util.prepareSplitSize(x, numOrSizeSplits, axis).map((size) => {
    const piece = backend.makeOutput(x.shape.map((n, i) => (i === axis ? size : n)), x.dtype);
    copyColumns(backend.typedArrayFromHeap(x), x.shape[axis]! * inner, begin * inner, backend.typedArrayFromHeap(piece), size * inner);
    begin += size;
    return piece;
  });
}

/** Columns `begin` … `begin + columns` of a matrix of `stride` columns. */
function copyColumns(from: backend_util.TypedArray, stride: number, begin: number, to: backend_util.TypedArray, columns: number): void {
  for (let offset = 0; offset < to.length; offset += columns, begin += stride) {
    to.set(from.subarray(begin, begin + columns), offset);
  }
}

function replace(kernelName: string, kernel: (call: Call, attributes: Record<string, unknown>) => TensorInfo | TensorInfo[]): void {
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) =>
    kernel({ x: inputs.x!, backend: backend as BackendWasm }, attrs as Record<string, unknown>);
  unregisterKernel(kernelName, 'wasm');
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}

/** Puts the lean kernels in place of tfjs's own. */
export function replaceWasmKernels(): void {
  replace(Identity, (call) => identity(call));
  replace(SplitV, (call, { numOrSizeSplits, axis }) => splitV(call, numOrSizeSplits as number | number[], axis as number));
}
