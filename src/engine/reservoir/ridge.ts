import { atOnce, pieces } from '../../core/math/turns.ts';
import type { Turns } from '../../core/math/turns.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { Gram } from './gram.ts';
import { usualGrain } from './workspace.ts';
import type { ReservoirWorkspace } from './workspace.ts';

/** A feature by its place in the readout's weights: units, then inputs, then bias. */
export interface WeakestPivot {
  readonly feature: number;
  /** What is left of the feature's sum of squares (and λ) when all before it have explained what they can, as a share of it. */
  readonly ratio: number;
}

export type RidgeSolution =
  | {
      readonly ok: true;
      /** V, `[features, outputs]` */
      readonly weights: Float64Array;
      /** Towards 1e-16 the weights are determined by rounding, though the predictions need not suffer. */
      readonly weakest: WeakestPivot;
    }
  | {
      readonly ok: false;
      /** The first feature that those before it explain to the last digit, or that is not a number. A larger λ separates them. */
      readonly feature: number;
    };

/** Columns that one call of `choleskyBlock` makes. */
const columnsOfBlock = 64;

/** Multiplications of a call of the solver, a few hundredths of a second. */
const mostProducts = 2e7;

/** Below this share of its sum of squares a pivot is rounding alone: 4 ε of float64. */
const leastShare = 2 ** -50;

/**
 * Readout weights V that minimise Σₜ ‖y⁽ᵗ⁾ − Vᵀ·s⁽ᵗ⁾‖² + λ·‖V‖²: (SᵀS + λ·I)·V = SᵀY. λ is added as it is, not multiplied with the
 * number of rows, and to the bias's weight too. Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634.
 */
export class Ridge {
  readonly #workspace: ReservoirWorkspace;
  readonly #gram: Gram;
  readonly #factor: Pointer;
  readonly #floors: Pointer;

  constructor(workspace: ReservoirWorkspace, gram: Gram) {
    this.#workspace = workspace;
    this.#gram = gram;
    this.#factor = workspace.arena.takeAsItIs(gram.plan.stride ** 2 * 8);
    this.#floors = workspace.arena.takeAsItIs(gram.plan.width * 8);
  }

  /** The sums are left as they are: another λ needs no new drive. */
  solve(lambda: number): RidgeSolution {
    return atOnce(this.solving(lambda));
  }

  /** The same in pieces. */
  *solving(lambda: number): Turns<RidgeSolution> {
    const { kernels } = this.#workspace;
    const { width, stride, outputs, places } = this.#gram.plan;
    const diagonal = yield* this.#prepare(lambda);
    for (let k = 0; k < width; k += columnsOfBlock) {
      const failed = this.#makeColumns(k);
      if (failed >= 0) return { ok: false, feature: places.indexOf(failed) };
      yield;
    }
    for (const [from, to] of pieces(outputs, Math.ceil(mostProducts / width ** 2))) {
      const targets = this.#factor + (width + from) * stride * 8;
      kernels.solveLower(this.#factor, width, stride, targets, to - from, stride);
      yield;
      kernels.solveLowerTransposed(this.#factor, width, stride, targets, to - from, stride);
      yield;
    }
    return { ok: true, weights: this.#weights(), weakest: this.#weakest(diagonal) };
  }

  /** The columns of a block from k on. @returns −1, or the row of a pivot that is too small */
  #makeColumns(k: number): number {
    const { crew, kernels, grain = usualGrain } = this.#workspace;
    const { plan: { width, stride }, panels } = this.#gram;
    const rest = Math.max(0, width - k - columnsOfBlock);
    if (!crew || (columnsOfBlock * rest ** 2) / 2 < grain) return kernels.choleskyBlock(this.#factor, k, width, stride, this.#floors, panels);
    const failed = kernels.choleskyDiagonal(this.#factor, k, width, stride, this.#floors, panels);
    if (failed < 0) crew.run({ kind: 'factor', A: this.#factor, k, n: width, stride, panels, rest });
    return failed;
  }

  #matrix(): Float64Array {
    return this.#workspace.arena.float64(this.#factor, this.#gram.plan.stride ** 2);
  }

  /** Copies the sums, adds λ, makes the rows that only fill up independent. @returns the diagonal */
  *#prepare(lambda: number): Turns<Float64Array> {
    const { width, stride, places } = this.#gram.plan;
    yield* this.#gram.copying(() => this.#matrix());
    const A = this.#matrix();
    const diagonal = new Float64Array(width).fill(1);
    for (const place of places) diagonal[place] = A[place * (stride + 1)]! + lambda;
    diagonal.forEach((sum, place) => { A[place * (stride + 1)] = sum; });
    this.#workspace.arena.float64(this.#floors, width).set(diagonal.map((sum) => sum * leastShare));
    return diagonal;
  }

  /** What stands in the rows of the targets now, in the order of the features. */
  #weights(): Float64Array {
    const { width, stride, outputs, places } = this.#gram.plan;
    const A = this.#matrix();
    return Float64Array.from({ length: places.length * outputs }, (_, i) =>
      A[(width + (i % outputs)) * stride + places[Math.floor(i / outputs)]!]!);
  }

  #weakest(diagonal: Float64Array): WeakestPivot {
    const { stride, places } = this.#gram.plan;
    const A = this.#matrix();
    const ratios = places.map((place) => A[place * (stride + 1)]! ** 2 / diagonal[place]!);
    const ratio = ratios.reduce((least, each) => Math.min(least, each), Infinity);
    return { feature: ratios.indexOf(ratio), ratio };
  }
}
