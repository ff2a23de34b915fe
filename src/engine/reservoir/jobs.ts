import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { meet } from '../threads/control.ts';

/** Rows that go into the sums, see `Gram`. However they are shared out, the bits are the same: no sum is of two threads. */
export interface GramJob {
  readonly rows: Pointer;
  readonly stride: number;
  readonly steps: number;
  readonly panels: Pointer;
  readonly sums: Pointer;
  /** Threads that share it. */
  readonly members: number;
}

/** A job as the numbers that the other threads read it from. */
export const writeJob = ({ rows, stride, steps, panels, sums, members }: GramJob): readonly number[] => [rows, stride, steps, panels, sums, members];

export function readJob(numbers: Float64Array): GramJob {
  const [rows, stride, steps, panels, sums, members] = numbers as unknown as [number, number, number, number, number, number];
  return { rows, stride, steps, panels, sums, members };
}

/**
 * Packs columns; when all are packed, adds up rows of the triangle, as many numbers in each share.
 * @param member of `members`, from 0 @param words where those of several meet
 */
export function addGram(kernels: Kernels, { rows, stride, steps, panels, sums, members }: GramJob, member: number, words?: Int32Array): void {
  const border = (share: number): number => 4 * Math.round((stride / 4) * share);
  kernels.packColumns(rows, stride, steps, border(member / members), border((member + 1) / members), panels);
  if (members > 1) meet(words!, members);
  kernels.addGram(panels, steps, border(Math.sqrt(member / members)), border(Math.sqrt((member + 1) / members)), sums, stride);
}
