import { concat, slice, square } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { layersRead } from '../spec/outputReads.ts';
import type { OutputReads } from '../spec/outputReads.ts';

/**
 * What o is made of, side by side: the states of the layers that it reads, then x, then the squares of all these.
 * @param states of all layers, from the input upwards @param x the first `columns` of it: what comes behind is read by the layers alone
 */
export function outputRow<T extends Tensor2D | Tensor3D>(states: readonly T[], x: T, columns: number, reads: OutputReads): T {
  const linear: Tensor[] = [...layersRead(states, reads), ...(reads.inputs ? [firstColumns(x, columns)] : [])];
  const parts = reads.squares ? [...linear, ...linear.map((part) => square(part))] : linear;
  return (parts.length === 1 ? parts[0]! : concat(parts, x.rank - 1)) as T;
}

function firstColumns(x: Tensor, columns: number): Tensor {
  return x.shape.at(-1) === columns ? x : slice(x, x.shape.map(() => 0), [...x.shape.slice(0, -1), columns]);
}
