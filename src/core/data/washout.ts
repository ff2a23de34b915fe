import type { Batch } from './batch.ts';

/** A batch of which the first steps of each sequence do not count: they bring the state into its stride. One that continues is there already. */
export function washedOut(batch: Batch, washout: number): Batch {
  const { y, batchSize, tau } = batch;
  if (washout === 0 || batch.continues || y.tau !== tau) return batch;
  const mask = Float32Array.from({ length: batchSize * tau }, (_, i) => (i % tau < washout ? 0 : y.mask?.[i] ?? 1));
  return { ...batch, y: { ...y, mask } };
}
