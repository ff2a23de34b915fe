import { backend_util, getKernel, Identity, registerKernel, SplitV, Sum, unregisterKernel, util } from '@tensorflow/tfjs-core';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/*
 * Three kernels of the WASM backend move far more memory than they need: Identity, which saves every input for the backward
 * pass, copies it (W once a time step); SplitV copies the whole tensor out of the heap for each piece; and Sum over the rows
 * of a matrix, the gradient of every bias, transposes it first.
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

/** The sum of the rows of a matrix, `[rows, columns]` → `[columns]`; added up in float64, which loses nothing over many rows. */
function sumOfRows({ x, backend }: Call): TensorInfo {
  const [rows, columns] = x.shape as [number, number];
  const out = backend.makeOutput([columns], 'float32');
  const values = backend.typedArrayFromHeap(x);
  const total = new Float64Array(columns);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) total[column]! += values[i]!;
  }
  backend.typedArrayFromHeap(out).set(total);
  return out;
}

/** Whether the gradient of a bias is what is asked for: the sum over the first axis of a matrix. */
function sumsRows(x: TensorInfo, { axis, keepDims }: Attributes): boolean {
  const axes = util.parseAxisParam(axis as number | number[], x.shape);
  return x.shape.length === 2 && axes.length === 1 && axes[0] === 0 && !keepDims && x.dtype === 'float32';
}

type Attributes = Readonly<Record<string, unknown>>;
type Kernel = (call: Call, attributes: Attributes, stock: () => TensorInfo | TensorInfo[]) => TensorInfo | TensorInfo[];

function replace(kernelName: string, kernel: Kernel): void {
  const stock = getKernel(kernelName, 'wasm').kernelFunc;
  const kernelFunc: KernelFunc = (call) =>
    kernel({ x: call.inputs.x!, backend: call.backend as BackendWasm }, call.attrs as Attributes, () => stock(call));
  unregisterKernel(kernelName, 'wasm');
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}

/** Puts the lean kernels in place of tfjs's own. */
export function replaceWasmKernels(): void {
  replace(Identity, (call) => identity(call));
  replace(SplitV, (call, { numOrSizeSplits, axis }) => splitV(call, numOrSizeSplits as number | number[], axis as number));
  replace(Sum, (call, attributes, stock) => (sumsRows(call.x, attributes) ? sumOfRows(call) : stock()));
}
