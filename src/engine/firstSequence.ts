import type { Batch, Indices, Rows } from '../core/data/batch.ts';

/** The first sequence of a batch, from a state of zeros. */
export function firstSequence(batch: Batch): Batch {
  return { ...batch, batchSize: 1, continues: false, x: firstOf(batch.x), y: firstOf(batch.y) };
}

function firstOf(values: Indices | Rows): Indices | Rows {
  return values.kind === 'indices'
    ? { ...values, data: values.data.slice(0, values.tau) }
    : { ...values, data: values.data.slice(0, values.tau * values.size) };
}
