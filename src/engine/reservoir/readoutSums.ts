import type { Turns } from '../../core/math/turns.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { Workspace } from '../kernels/workspace.ts';
import { fromParts, inParts, parts } from './inParts.ts';
import { Gram, blockSteps } from './gram.ts';
import { Ridge } from './ridge.ts';
import type { RidgeSolution } from './ridge.ts';
import { RowPlan } from './rowPlan.ts';

/** What a linear readout is learnt from: sums over all steps so far, in float64, however many there were. */
export class ReadoutSums {
  readonly #workspace: Workspace;
  readonly #plan: RowPlan;
  readonly #gram: Gram;
  readonly #ridge: Ridge;
  readonly #rows: Pointer;

  /** Throws a `RangeError` where there is not the memory. */
  constructor(workspace: Workspace, readonly features: number, outputs: number, private readonly bias = true) {
    this.#workspace = workspace;
    this.#plan = new RowPlan({ units: features, readoutBias: bias, outputs });
    this.#rows = workspace.arena.take(blockSteps * this.#plan.stride * 4);
    this.#gram = new Gram(workspace, this.#plan);
    this.#ridge = new Ridge(workspace, this.#gram);
  }

  /** @param h `[steps, features]` @param y `[steps, outputs]` */
  add(h: Float32Array, y: Float32Array): void {
    const { stride, biasAt, width, outputs } = this.#plan;
    const units = this.features;
    const steps = h.length / units;
    for (let first = 0; first < steps; first += blockSteps) {
      const count = Math.min(blockSteps, steps - first);
      const rows = this.#workspace.arena.float32(this.#rows, count * stride);
      rows.fill(0);
      for (let t = 0; t < count; t++) {
        rows.set(h.subarray((first + t) * units, (first + t + 1) * units), t * stride);
        if (this.bias) rows[t * stride + biasAt] = 1;
        rows.set(y.subarray((first + t) * outputs, (first + t + 1) * outputs), t * stride + width);
      }
      this.#gram.add(this.#rows, count);
    }
  }

  /** Weights `[features, outputs]`, and behind them the bias. */
  solve(lambda: number): RidgeSolution {
    return this.#ridge.solve(lambda);
  }

  /** The same in pieces. */
  solving(lambda: number): Turns<RidgeSolution> {
    return this.#ridge.solving(lambda);
  }

  /** The sums, `[3, stride, stride]`: each number is the sum of three. */
  save(): { readonly shape: readonly number[]; readonly data: Float32Array } {
    return { shape: this.shape, data: inParts(this.#sums()) };
  }

  restore(data: Float32Array): void {
    fromParts(data, this.#sums());
  }

  get shape(): readonly number[] {
    return [parts, this.#plan.stride, this.#plan.stride];
  }

  #sums(): Float64Array {
    return this.#workspace.arena.float64(this.#gram.sums, this.#plan.stride ** 2);
  }
}
