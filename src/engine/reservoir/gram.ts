import type { RegressionSums } from '../../core/math/ridgePath.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { RowPlan } from './rowPlan.ts';
import { addGram } from './jobs.ts';
import { usualGrain } from './workspace.ts';
import type { ReservoirWorkspace } from './workspace.ts';

/** Rows added at a time: two packed panels of so many fit the first cache. */
export const blockSteps = 256;

/** Such sums outside a workspace. */
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
  /** `[plan.stride, plan.stride]` in float64; the diagonal in whole tiles of 4 × 4 */
  readonly sums: Pointer;
  /** Scratch: `plan.stride` × `blockSteps` float64. */
  readonly panels: Pointer;
  readonly #workspace: ReservoirWorkspace;
  #count = 0;

  constructor(workspace: ReservoirWorkspace, plan: RowPlan) {
    this.#workspace = workspace;
    this.plan = plan;
    this.sums = workspace.arena.take(plan.stride ** 2 * 8);
    this.panels = workspace.arena.take(plan.stride * blockSteps * 8);
  }

  /** How many rows went into it. */
  get count(): number {
    return this.#count;
  }

  /** Adds at most `blockSteps` rows. Where there are other threads, they begin, while this one does something else. */
  add(rows: Pointer, steps: number, meanwhile = (): void => {}): void {
    const { crew, kernels, grain = usualGrain } = this.#workspace;
    const { stride } = this.plan;
    const job = { rows, stride, steps, panels: this.panels, sums: this.sums };
    this.#count += steps;
    if (crew && (steps * stride ** 2) / 2 >= grain) return crew.run(job, meanwhile);
    addGram(kernels, job);
    meanwhile();
  }

  /** The sums of one output, in the order of the readout's weights. */
  regression(output: number): RegressionSums {
    const { stride, width, places } = this.plan;
    const [sums, n, row] = [this.#workspace.arena.float64(this.sums, stride ** 2), places.length, width + output];
    const gram = new Float64Array(n * n);
    places.forEach((place, i) => { for (let j = 0; j <= i; j++) gram[i * n + j] = sums[place * stride + places[j]!]!; });
    return { gram, cross: Float64Array.from(places, (place) => sums[row * stride + place]!), square: sums[row * (stride + 1)]!, count: this.#count };
  }

  clear(): void {
    this.#matrix().fill(0);
    this.#count = 0;
  }

  /** A copy outside the workspace. */
  save(): LearntSums {
    return { sums: this.#matrix().slice(), count: this.#count };
  }

  /** @param saved that of a plan of the same sizes */
  restore({ sums, count }: LearntSums): void {
    if (sums.length !== this.plan.stride ** 2) throw new RangeError(`${sums.length} sums for a matrix of ${this.plan.stride}²`);
    this.#matrix().set(sums);
    this.#count = count;
  }

  #matrix(): Float64Array {
    return this.#workspace.arena.float64(this.sums, this.plan.stride ** 2);
  }
}
