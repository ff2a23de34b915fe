import type { Batch, Indices, Rows, Trees } from '../core/data/batch.ts';

/** The first sequence of a batch by itself, from a state of zeros. @param tau its steps; left out, those without what fills it up */
export function firstSequence(batch: Batch, tau = lengthOfFirst(batch.x)): Batch {
  const outputs = batch.y.tau === batch.tau ? tau : batch.y.tau;
  const { source, trees, context } = batch;
  return {
    ...batch, batchSize: 1, tau, continues: false, x: firstOf(batch.x, tau), y: firstOf(batch.y, outputs),
    ...(context && { context: { ...context, data: context.data.slice(0, context.size) } }),
    ...(source && { source: firstOf(source, lengthOfFirst(source)) }), ...(trees && { trees: firstTree(trees, tau) }),
  };
}

/** Steps up to its last element. */
function lengthOfFirst({ tau, mask }: Indices | Rows): number {
  return mask ? mask.subarray(0, tau).lastIndexOf(1) + 1 : tau;
}

function firstOf(values: Indices | Rows, tau: number): Indices | Rows {
  const mask = values.mask?.subarray(0, tau);
  const { mask: _, ...rest } = values;
  const counted = mask?.includes(0) ? { mask: mask.slice() } : {};
  return rest.kind === 'indices'
    ? { ...rest, ...counted, tau, data: rest.data.slice(0, tau) }
    : { ...rest, ...counted, tau, data: rest.data.slice(0, tau * rest.size) };
}

function firstTree({ arity, children, nodes }: Trees, tau: number): Trees {
  return { batchSize: 1, tau, arity, children: children.slice(0, tau * arity), nodes: nodes.slice(0, 1) };
}
