import type { Tensors } from './draw.ts';
import { Missing } from './competitor.ts';
import type { ReservoirWorkload } from './workload.ts';

/** What a fit of an echo state network comes to. */
export interface ReservoirFit {
  /** The trace of SᵀS over T: the mean square length of a state. */
  readonly energy: number;
  /** The mean squared error of the readout on what it was fitted to. */
  readonly error: number;
}

/** The equations every side computes; see `peers/numpy_peer.py`. */
export interface Reservoir {
  /** Drives the reservoir with the whole series, makes the Gram matrix and solves for the readout. */
  fit(): Promise<ReservoirFit>;
  dispose(): void;
}

/**
 * The one place where the benchmarks reach Unfold's linear algebra of reservoirs.
 * @throws Missing where there is none
 */
export async function openReservoir(_workload: ReservoirWorkload, _tensors: Tensors, _threads: number): Promise<Reservoir> {
  throw new Missing('Unfold\'s linear algebra for reservoirs is not there.');
}
