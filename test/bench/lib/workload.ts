import type { CellSpec, LossKind } from '../../../src/core/spec/experiment.ts';

/** The cells that others have too, or are written for them by hand: what of PyTorch and stock tfjs, is said in their files. */
export type ContestedCell = Extract<CellSpec, { kind: 'tanh' | 'lstm' | 'gru' | 'leaky' | 'peepholeLstm' | 'skip' | 'clockwork' }>;

/** A model and its batches, the same for all that compete: they get the same weights and read the same numbers. */
export interface SequenceWorkload {
  /** `training`: a step is one update on a batch. `sampling`: a step is one character read and its logits, B = 1. */
  readonly kind: 'training' | 'sampling';
  readonly name: string;
  readonly cell: ContestedCell;
  readonly layers: number;
  /** Whether each layer reads both ways; left out: forward. */
  readonly bothWays?: true;
  readonly hiddenSize: number;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly batchSize: number;
  readonly tau: number;
  /** `indices`: classes, which a peer turns into one-hot rows within its step; `rows`: numbers. */
  readonly input: 'indices' | 'rows';
  readonly output: 'each' | 'last';
  readonly loss: LossKind;
  /** The gradient is scaled down to this norm where it is longer. Unfold's side alone knows of it. */
  readonly clipNorm?: number;
}

/** An echo state network: a step is drive, Gram matrix and solution, from u to the weights of the readout. */
export interface ReservoirWorkload {
  readonly kind: 'reservoir';
  readonly name: string;
  readonly units: number;
  /** The share of W that is not zero; 1 is a dense matrix. */
  readonly density: number;
  /** T, time steps of the series. */
  readonly tau: number;
}

export type Workload = SequenceWorkload | ReservoirWorkload;

/** What one step reads: time steps of all its sequences. */
export const tokensOf = (workload: Workload): number =>
  workload.kind === 'training' ? workload.batchSize * workload.tau : workload.kind === 'sampling' ? 1 : workload.tau;
