import type { Batch, Indices, Rows } from '../../core/data/batch.ts';
import type { Plan } from './plan.ts';
import { outputsOf } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

// Batches into a thread's share of the memory, time-major; logits out of it, batch-major.

/** How many threads share a batch: none has less than a row, or less to do than waking it costs. */
export function membersFor({ spec: { threads, grain }, size }: Plan, { batchSize: B, tau }: Batch): number {
  return Math.max(1, Math.min(threads, B, Math.floor((B * tau * size) / grain)));
}

export function shapeOf({ batchSize: B, tau, x, y }: Batch, members: number, looked: boolean): Shape {
  return { tau, B, members, xIndices: x.kind === 'indices', yIndices: y.kind === 'indices', xMasked: x.mask !== undefined, yMasked: y.mask !== undefined, looked };
}

/** Writes the share's rows of x and y, and of their masks. */
export function writeBatch(memory: WebAssembly.Memory, plan: Plan, { x, y }: Batch, space: Workspace): void {
  writeValues(memory, x, space.x, space, plan.inputs);
  writeValues(memory, y, space.y, space, plan.output.columns);
  writeMask(memory, x, space.xMask, space);
  writeMask(memory, y, space.yMask, space);
}

function writeMask(memory: WebAssembly.Memory, { mask, tau }: Indices | Rows, at: number, { first, rows }: Workspace): void {
  if (!mask) return;
  const to = new Float32Array(memory.buffer, at, tau * rows);
  for (let b = 0; b < rows; b++) {
    for (let t = 0, from = (first + b) * tau; t < tau; t++, from++) to[t * rows + b] = mask[from]!;
  }
}

function writeValues(memory: WebAssembly.Memory, values: Indices | Rows, at: number, { first, rows }: Workspace, columns: number): void {
  const { tau, data, size } = values;
  if (values.kind === 'indices') {
    const to = new Int32Array(memory.buffer, at, tau * rows);
    for (let b = 0; b < rows; b++) {
      for (let t = 0, from = (first + b) * tau; t < tau; t++, from++) to[t * rows + b] = classOf(data[from]!, size);
    }
    return;
  }
  const to = new Float32Array(memory.buffer, at, tau * rows * columns);
  if (size < columns) to.fill(0);
  for (let b = 0; b < rows; b++) {
    for (let t = 0, from = (first + b) * tau * size; t < tau; t++) {
      for (let j = 0, place = (t * rows + b) * columns; j < size; j++, from++, place++) to[place] = data[from]!;
    }
  }
}

/** A kernel would read, and write, whatever lies where another index points. */
export function classOf(index: number, size: number): number {
  if (!(index >= 0 && index < size)) throw new RangeError(`Class ${index} is not one of ${size}.`);
  return index;
}

/** The shares' logits as `[B, outputs, nO]`. */
export function readOutputs(memory: WebAssembly.Memory, plan: Plan, { tau, B }: Shape, spaces: readonly Workspace[]): Float32Array {
  const { output: { columns }, spec: { outputSize } } = plan;
  const outputs = outputsOf(plan, tau);
  const all = new Float32Array(B * outputs * outputSize);
  for (const { o, first, rows } of spaces) {
    const from = new Float32Array(memory.buffer, o, outputs * rows * columns);
    for (let b = 0; b < rows; b++) {
      for (let t = 0; t < outputs; t++) {
        const row = (t * rows + b) * columns;
        all.set(from.subarray(row, row + outputSize), ((first + b) * outputs + t) * outputSize);
      }
    }
  }
  return all;
}
