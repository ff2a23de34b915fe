import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { awaitCount, control, takeTurn } from '../threads/control.ts';

/** What the threads of a reservoir do together. However it is shared out, the bits are the same: no sum is of two threads. */
export type ReservoirJob = GramJob | DriveJob | FactorJob;

/** Rows that go into the sums, see `Gram`. */
export interface GramJob {
  readonly kind: 'gram';
  readonly rows: Pointer;
  readonly stride: number;
  readonly steps: number;
  readonly panels: Pointer;
  readonly sums: Pointer;
  /** What the first row is multiplied by, and by how much more each after it. */
  readonly weight: number;
  readonly growth: number;
  /** Rows of the triangle, multiples of 4. What begins at 0 packs the columns, too. */
  readonly from: number;
  readonly to: number;
}

/** Steps of a reservoir with a dense W, whose drive is in the rows. */
export interface DriveJob {
  readonly kind: 'drive';
  readonly rows: Pointer;
  readonly stride: number;
  readonly steps: number;
  readonly weights: Pointer;
  readonly columns: number;
  readonly units: number;
  /** The state before the first step. */
  readonly x: Pointer;
  /** Room for another: after an even number of steps the state is in `x` again, else here. */
  readonly other: Pointer;
  readonly alpha: number;
}

/** Columns of L from `k` on, of which the diagonal is made, are made below it, and taken from the rest of A, see `Ridge`. */
export interface FactorJob {
  readonly kind: 'factor';
  readonly A: Pointer;
  readonly k: number;
  readonly n: number;
  readonly stride: number;
  readonly panels: Pointer;
  /** Rows that there are below. */
  readonly rest: number;
}

type Numbers = Readonly<Record<string, number>>;

const kinds = ['gram', 'drive', 'factor'] as const;
const names: Readonly<Record<ReservoirJob['kind'], readonly string[]>> = {
  gram: ['rows', 'stride', 'steps', 'panels', 'sums', 'weight', 'growth', 'from', 'to'],
  drive: ['rows', 'stride', 'steps', 'weights', 'columns', 'units', 'x', 'other', 'alpha'],
  factor: ['A', 'k', 'n', 'stride', 'panels', 'rest'],
};

/** A job as the numbers that the other threads read it from. */
export const writeJob = (job: ReservoirJob): readonly number[] => [kinds.indexOf(job.kind), ...names[job.kind].map((name) => (job as unknown as Numbers)[name]!)];

export function readJob([kind, ...numbers]: Float64Array): ReservoirJob {
  const known = kinds[kind!]!;
  return { kind: known, ...Object.fromEntries(names[known].map((name, i) => [name, numbers[i]!])) } as unknown as ReservoirJob;
}

/** Packs the columns and adds up the triangle, or some rows of it. */
export function addGram(kernels: Kernels, { rows, stride, steps, panels, sums, weight, growth, from, to }: GramJob): void {
  if (from === 0) kernels.packColumns(rows, stride, steps, 0, stride, panels, weight, growth);
  kernels.addGram(panels, steps, from, to, sums, stride);
}

/** Rows of the triangle that a thread takes at a time: enough that what it reads of the panels is read more than once. And columns that it packs. */
const [strip, packed] = [32, 128];

/** A thread's part in that: whoever is free takes the next columns to pack, then the next strip of the triangle, from the longest on. */
export function addGramTogether(kernels: Kernels, { rows, stride, steps, panels, sums, weight, growth, from, to }: GramJob, words: Int32Array): void {
  const packs = from === 0 ? Math.ceil(stride / packed) : 0;
  let taken = takeTurn(words);
  for (; taken < packs; taken = takeTurn(words)) {
    kernels.packColumns(rows, stride, steps, taken * packed, Math.min(stride, (taken + 1) * packed), panels, weight, growth);
    arrive(words);
  }
  if (packs > 0) awaitCount(words, control.arrived, packs);
  takeStrips(from, to, taken, packs, words, (first, last) => kernels.addGram(panels, steps, first, last, sums, stride));
}

/** @param taken this thread's first turn @param before turns that were of something else */
function takeStrips(from: number, to: number, taken: number, before: number, words: Int32Array, work: (first: number, last: number) => void): void {
  const strips = Math.ceil((to - from) / strip);
  for (; taken < before + strips; taken = takeTurn(words)) {
    const first = from + (before + strips - 1 - taken) * strip;
    work(first, Math.min(to, first + strip));
  }
}

/** The other way round at each step, so that a thread begins with the rows of W that its caches still hold. */
const direction = (t: number): 0 | 1 => (t % 2 === 0 ? 0 : 1);

/** A thread's part in a drive: its share of the units, and after each step it waits for the others, whose states it reads at the next. */
export function driveTogether(kernels: Kernels, { rows, stride, steps, weights, columns, units, x, other, alpha }: DriveJob, thread: number, threads: number, words: Int32Array): void {
  const border = (share: number): number => (share === threads ? units : 8 * Math.round((units * share) / threads / 8));
  const [from, to] = [border(thread), border(thread + 1)];
  for (let t = 0; t < steps; t++) {
    const [now, next] = t % 2 === 0 ? [x, other] : [other, x];
    kernels.stepDense(weights, columns, from, to, now, next, rows + t * stride * 4, alpha, direction(t));
    arrive(words);
    awaitCount(words, control.arrived, threads * (t + 1));
  }
}

/** A thread's part in a step of the factorisation: rows of the columns, and once all have them, of the rest. */
export function factorTogether(kernels: Kernels, { A, k, n, stride, panels, rest }: FactorJob, words: Int32Array): void {
  const strips = Math.ceil(rest / strip);
  let taken = takeTurn(words);
  for (; taken < strips; taken = takeTurn(words)) {
    kernels.choleskyBelow(A, k, n, stride, panels, taken * strip, Math.min(rest, (taken + 1) * strip));
    arrive(words);
  }
  awaitCount(words, control.arrived, strips);
  takeStrips(0, rest, taken, strips, words, (first, last) => kernels.choleskyRest(A, k, n, stride, panels, first, last));
}

/** Tells the others that a piece is done for which they wait. */
function arrive(words: Int32Array): void {
  Atomics.add(words, control.arrived, 1);
  Atomics.notify(words, control.arrived);
}
