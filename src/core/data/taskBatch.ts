import { sizeOf, widthOf } from '../tasks/elements.ts';
import type { Elements } from '../tasks/elements.ts';
import type { Sequence, Task } from '../tasks/task.ts';
import type { Batch, Indices, Mask, Rows, Trees } from './batch.ts';

/** Sequences of a task side by side, filled up with zeros to the longest of them. */
export function taskBatch({ x, y, output, answer, trees }: Pick<Task, 'x' | 'y' | 'output' | 'answer' | 'trees'>, sequences: readonly Sequence[]): Batch {
  const lengths = sequences.map(sequence => lengthOf(x, sequence.x));
  const tau = Math.max(...lengths);
  const there = masked(lengths.map(length => Array<number>(length).fill(1)), tau);
  const counts = masked(lengths.map((length, b) => sequences[b]!.counts ?? Array<number>(length).fill(1)), tau);
  return {
    batchSize: sequences.length, tau, continues: false, ...(answer && { source: sourceOf(answer.source, sequences.map(({ source }) => source!)) }),
    x: filledUp(x, sequences.map(sequence => sequence.x), tau, there),
    y: output === 'last' ? filledUp(y, sequences.map(sequence => sequence.y), 1) : filledUp(y, sequences.map(sequence => sequence.y), tau, counts),
    ...(trees && { trees: treesOf(sequences.map(sequence => sequence.children!), tau, trees.arity) }),
  };
}

/** Of a tau of its own. */
function sourceOf(elements: Elements, sources: readonly Int32Array[]): Indices | Rows {
  const tau = Math.max(...sources.map(({ length }) => length));
  return filledUp(elements, sources, tau, masked(sources.map(({ length }) => Array<number>(length).fill(1)), tau));
}

/** Trees side by side. @param trees at which t the children of each node are */
export function treesOf(trees: readonly (readonly (readonly number[])[])[], tau: number, arity: number): Trees {
  const children = new Int32Array(trees.length * tau * arity).fill(-1);
  for (const [b, nodes] of trees.entries()) for (const [t, own] of nodes.entries()) children.set(own, (b * tau + t) * arity);
  return { batchSize: trees.length, tau, arity, children, nodes: Int32Array.from(trees, nodes => nodes.length) };
}

export function lengthOf(elements: Elements, values: Float32Array | Int32Array): number {
  return values.length / widthOf(elements);
}

/** Rows of 1 and 0 filled up with 0; none where all is 1. */
function masked(rows: readonly (readonly number[])[], tau: number): Mask | undefined {
  const mask = new Float32Array(rows.length * tau);
  for (const [b, row] of rows.entries()) mask.set(row, b * tau);
  return mask.includes(0) ? mask : undefined;
}

function filledUp(elements: Elements, rows: readonly (Float32Array | Int32Array)[], tau: number, mask?: Mask): Indices | Rows {
  const width = tau * widthOf(elements);
  const common = { size: sizeOf(elements), tau, ...(mask && { mask }) };
  const data = elements.kind === 'classes' ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width);
  for (const [b, row] of rows.entries()) data.set(row, b * width);
  return data instanceof Int32Array ? { kind: 'indices', data, ...common } : { kind: 'rows', data, ...common };
}
