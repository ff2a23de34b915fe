import type { RegressionSums } from '../../core/math/ridgePath.ts';
import { atOnce, pieces } from '../../core/math/turns.ts';
import type { Turns } from '../../core/math/turns.ts';
import { roundUp } from '../kernels/arena.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { RowPlan } from './rowPlan.ts';
import { addGram } from './jobs.ts';
import { usualGrain } from './workspace.ts';
import type { ReservoirWorkspace } from './workspace.ts';

/** Rows added at a time: two packed panels of so many fit the first cache. */
export const blockSteps = 256;

/** Multiplications of a piece of work, some hundredths of a second. */
const mostProducts = 2e8;

/** Such sums outside a workspace: nobody changes them. */
export interface LearntSums {
  readonly sums: Float64Array;
  readonly count: number;
}

/**
 * Sums over time, in float64: SᵀS, YᵀS and YᵀY of the features S and the targets Y, as the lower triangle of one matrix. In
 * float32 it would be singular for the small ridges that reservoirs want.
 */
export class Gram {
  readonly plan: RowPlan;
  /** Scratch: `plan.stride` × `blockSteps` float64. */
  readonly panels: Pointer;
  readonly #workspace: ReservoirWorkspace;
  #sums: Pointer | undefined;
  /** What was restored, until something is added to it. */
  #restored: Float64Array | undefined;
  #count = 0;

  constructor(workspace: ReservoirWorkspace, plan: RowPlan) {
    this.#workspace = workspace;
    this.plan = plan;
    this.panels = workspace.arena.takeAsItIs(plan.stride * blockSteps * 8);
  }

  /** `[plan.stride, plan.stride]` in float64; the diagonal in whole tiles of 4 × 4. Only here are sums that were restored copied. */
  get sums(): Pointer {
    this.#sums ??= this.#workspace.arena.take(this.plan.stride ** 2 * 8);
    if (this.#restored) this.#workspace.arena.float64(this.#sums, this.plan.stride ** 2).set(this.#restored);
    this.#restored = undefined;
    return this.#sums;
  }

  /** How many rows went into it. */
  get count(): number {
    return this.#count;
  }

  /** Adds at most `blockSteps` rows. */
  add(rows: Pointer, steps: number): void {
    atOnce(this.adding(rows, steps));
  }

  /** The same in pieces, of which none is a step. Where there are other threads, they begin with the last, while this one does something else. @param first column whose products are missing: those before have theirs with each other (see `adopting`) @param forgetting see `Stretch` */
  *adding(rows: Pointer, steps: number, meanwhile = (): void => {}, first = 0, forgetting = 1): Generator<0, void> {
    const { crew, kernels, grain = usualGrain } = this.#workspace;
    const { stride } = this.plan;
    const shared = crew && (steps * stride ** 2) / 2 >= grain;
    const growth = forgetting ** -0.5; // on both sides of a product
    const weight = growth ** (this.#count + 1);
    this.#count += steps;
    if (first > 0) kernels.packColumns(rows, stride, steps, 0, stride, this.panels, weight, growth);
    for (const [from, to] of strips(first, stride, steps)) {
      const job = { kind: 'gram', rows, stride, steps, panels: this.panels, sums: this.sums, weight, growth, from, to } as const;
      if (from > first) yield 0;
      if (shared) crew.run(job, to === stride ? meanwhile : undefined);
      else addGram(kernels, job);
    }
    if (shared) return;
    yield 0;
    meanwhile();
  }

  /** The sums of one output, in the order of the readout's weights. */
  regression(output: number): RegressionSums {
    const { stride, width, places } = this.plan;
    const [sums, n, row] = [this.#numbers(), places.length, width + output];
    const gram = new Float64Array(n * n);
    places.forEach((place, i) => { for (let j = 0; j <= i; j++) gram[i * n + j] = sums[place * stride + places[j]!]!; });
    return { gram, cross: Float64Array.from(places, (place) => sums[row * stride + place]!), square: sums[row * (stride + 1)]!, count: this.#count };
  }

  clear(): void {
    this.#restored = undefined;
    this.#matrix().fill(0);
    this.#count = 0;
  }

  /** A copy outside the workspace, in pieces. */
  *saving(): Turns<LearntSums> {
    const sums = new Float64Array(this.plan.stride ** 2);
    yield* this.copying(() => sums);
    return { sums, count: this.#count };
  }

  /** @param saved that of a plan of the same sizes */
  restore({ sums, count }: LearntSums): void {
    if (sums.length !== this.plan.stride ** 2) throw new RangeError(`${sums.length} sums for a matrix of ${this.plan.stride}²`);
    this.#restored = sums;
    this.#count = count;
  }

  /** Copies the lower triangle, in pieces. @param to gives such a matrix, good until the next piece */
  *copying(to: () => Float64Array): Turns<void> {
    const { stride } = this.plan;
    for (const [first, last] of pieces(stride, Math.ceil(2 ** 22 / stride))) {
      const [own, other] = [this.#numbers(), to()];
      for (let row = first; row < last; row++) other.set(own.subarray(row * stride, row * stride + roundUp(row + 1, 4)), row * stride);
      yield;
    }
  }

  /** Takes the products of the first columns with each other over, in pieces. @param saved those of a plan that begins with the same columns */
  *adopting({ sums }: LearntSums, columns: number): Turns<void> {
    const { stride } = this.plan;
    const other = Math.sqrt(sums.length);
    for (const [from, to] of pieces(columns, 512)) {
      const own = this.#matrix();
      for (let i = from; i < to; i++) own.set(sums.subarray(i * other, i * other + columns), i * stride);
      yield;
    }
  }

  /** The sums, to be read. */
  #numbers(): Float64Array {
    return this.#restored ?? this.#matrix();
  }

  #matrix(): Float64Array {
    return this.#workspace.arena.float64(this.sums, this.plan.stride ** 2);
  }
}

/** Rows of the triangle that are added up without a pause: for hundreds of features all of them, of thousands some. */
function* strips(first: number, stride: number, steps: number): Generator<readonly [from: number, to: number], void> {
  for (let from = first; from < stride;) {
    // Σ of the rows from … to of a triangle: (to² − from²) / 2, so many multiplications for each step.
    const to = Math.min(stride, Math.ceil(Math.sqrt(from ** 2 + 2 * mostProducts / steps) / 4) * 4);
    yield [from, to];
    from = to;
  }
}
