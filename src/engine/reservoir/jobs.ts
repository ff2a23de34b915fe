import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { awaitCount, control, takeTurn } from '../threads/control.ts';

/** Rows that go into the sums, see `Gram`. However they are shared out, the bits are the same: no sum is of two threads. */
export interface GramJob {
  readonly rows: Pointer;
  readonly stride: number;
  readonly steps: number;
  readonly panels: Pointer;
  readonly sums: Pointer;
  /** Rows of the triangle, multiples of 4. What begins at 0 packs the columns for the others. */
  readonly from: number;
  readonly to: number;
}

/** A job as the numbers that the other threads read it from. */
export const writeJob = ({ rows, stride, steps, panels, sums, from, to }: GramJob): readonly number[] => [rows, stride, steps, panels, sums, from, to];

export function readJob(numbers: Float64Array): GramJob {
  const [rows, stride, steps, panels, sums, from, to] = numbers as unknown as [number, number, number, number, number, number, number];
  return { rows, stride, steps, panels, sums, from, to };
}

/** Packs the columns and adds up the triangle, or some rows of it. */
export function addGram(kernels: Kernels, { rows, stride, steps, panels, sums, from, to }: GramJob): void {
  if (from === 0) kernels.packColumns(rows, stride, steps, 0, stride, panels);
  kernels.addGram(panels, steps, from, to, sums, stride);
}

/** Rows of the triangle that a thread takes at a time: enough that what it reads of the panels is read more than once. */
const strip = 32;

/**
 * A thread's part in that. The helpers pack, a share each; then whoever is free takes the next strip of the triangle, from the
 * longest on. The first thread comes when it has done what else it had to do.
 */
export function addGramTogether(kernels: Kernels, { rows, stride, steps, panels, sums, from, to }: GramJob, thread: number, threads: number, words: Int32Array): void {
  const helpers = threads - 1;
  const border = (share: number): number => 4 * Math.round((stride / 4) * share);
  if (from === 0) {
    if (thread > 0) {
      kernels.packColumns(rows, stride, steps, border((thread - 1) / helpers), border(thread / helpers), panels);
      Atomics.add(words, control.arrived, 1);
      Atomics.notify(words, control.arrived);
    }
    awaitCount(words, control.arrived, helpers);
  }
  const strips = Math.ceil((to - from) / strip);
  for (let taken = takeTurn(words); taken < strips; taken = takeTurn(words)) {
    const first = from + (strips - 1 - taken) * strip;
    kernels.addGram(panels, steps, first, Math.min(to, first + strip), sums, stride);
  }
}
