import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { meet } from '../threads/control.ts';

/** A thread's units, whole groups of four: the first, how many, and where their weights (and counts of pairs) lie. */
export interface Units {
  readonly first: number;
  readonly count: number;
  readonly weights: Pointer;
  readonly pairs: Pointer;
}

/** What the threads do together, each its share. However it is shared out, the bits are the same: no sum is of two threads. */
export type ReservoirJob =
  /** Rows of drive become rows of states. @param columns of a dense W; 0: it is sparse @param shares one for each thread */
  | {
      readonly kind: 'drive'; readonly columns: number; readonly x: Pointer; readonly rows: Pointer; readonly stride: number;
      readonly steps: number; readonly alpha: number; readonly shares: readonly Units[];
    }
  /** Rows go into the sums, see `Gram`. */
  | {
      readonly kind: 'gram'; readonly rows: Pointer; readonly stride: number; readonly steps: number; readonly panels: Pointer;
      readonly sums: Pointer; readonly members: number;
    };

/** A thread's share of a job. @param words where those of several threads meet */
export function work(kernels: Kernels, job: ReservoirJob, thread: number, memory: WebAssembly.Memory, words?: Int32Array): void {
  if (job.kind === 'gram') return addGram(kernels, job, thread, words);
  if (job.shares.length === 1) return driveAlone(kernels, job);
  const bytes = new Uint8Array(memory.buffer);
  for (let t = 0; t < job.steps; t++) driveStep(kernels, job, thread, bytes, job.rows + t * job.stride * 4, words!);
}

type Drive = ReservoirJob & { kind: 'drive' };

function driveAlone(kernels: Kernels, { columns, x, rows, stride, steps, alpha, shares: [all] }: Drive): void {
  const { weights, pairs, count } = all!;
  if (columns > 0) kernels.driveDense(weights, columns, count, x, rows, stride, steps, alpha);
  else kernels.driveSparse(weights, pairs, count, x, rows, stride, steps, alpha);
}

/** Own units from the whole old state; when all have theirs, the old one can go. */
function driveStep(kernels: Kernels, { columns, x, alpha, shares }: Drive, thread: number, bytes: Uint8Array, row: Pointer, words: Int32Array): void {
  const { first, count, weights, pairs } = shares[thread]!;
  const [own, to] = [x + first * 4, row + first * 4];
  if (columns > 0) kernels.denseStep(weights, columns, count, x, own, to, alpha);
  else kernels.sparseStep(weights, pairs, count, own, to, alpha);
  meet(words, shares.length);
  bytes.copyWithin(own, to, to + count * 4);
  meet(words, shares.length);
}

/** Packs columns; when all are packed, adds up rows of the triangle, as many numbers in each share. */
function addGram(kernels: Kernels, { rows, stride, steps, panels, sums, members }: ReservoirJob & { kind: 'gram' }, thread: number, words?: Int32Array): void {
  const border = (share: number): number => 4 * Math.round((stride / 4) * share);
  kernels.packColumns(rows, stride, steps, border(thread / members), border((thread + 1) / members), panels);
  if (members > 1) meet(words!, members);
  kernels.addGram(panels, steps, border(Math.sqrt(thread / members)), border(Math.sqrt((thread + 1) / members)), sums, stride);
}
