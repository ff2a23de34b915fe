import type { Entrant } from './entrants.ts';
import type { Workload } from './workload.ts';

/**
 * What an entrant computes in place of a workload it cannot: the layers of TensorFlow.js know no GRU whose reset gate comes
 * after the product, so they run the other, which is about as much work.
 * @returns the workload itself where it can
 */
export function variantFor<W extends Workload>({ engine }: Entrant, workload: W): W {
  if (engine !== 'tfjs-layers' || workload.kind === 'reservoir' || workload.cell.kind !== 'gru' || workload.cell.reset === 'before') return workload;
  return { ...workload, cell: { ...workload.cell, reset: 'before' } };
}
