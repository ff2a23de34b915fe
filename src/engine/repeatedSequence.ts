import type { Batch, Indices, Rows, Trees } from '../core/data/batch.ts';

/** A batch of one sequence as one of several that are all the same. @param B how many */
export function repeatedSequence(batch: Batch, B: number): Batch {
  const { source, trees, context } = batch;
  return {
    ...batch, batchSize: B, x: repeated(batch.x, B), y: repeated(batch.y, B),
    ...(context && { context: { ...context, data: timesOver(context.data, B) } }),
    ...(source && { source: repeated(source, B) }), ...(trees && { trees: treesOf(trees, B) }),
  };
}

function repeated(values: Indices | Rows, B: number): Indices | Rows {
  const mask = values.mask ? { mask: timesOver(values.mask, B) } : {};
  return values.kind === 'indices' ? { ...values, ...mask, data: timesOver(values.data, B) } : { ...values, ...mask, data: timesOver(values.data, B) };
}

const treesOf = (trees: Trees, B: number): Trees => ({ ...trees, batchSize: B, children: timesOver(trees.children, B), nodes: timesOver(trees.nodes, B) });

function timesOver<T extends Float32Array | Int32Array>(values: T, times: number): T {
  const all = new (values.constructor as new (length: number) => T)(values.length * times);
  for (let i = 0; i < times; i++) all.set(values, i * values.length);
  return all;
}
