import { errorsOf, moveBy } from './onlineReadout.ts';
import type { OnlineReadout } from './onlineReadout.ts';

export interface RecursiveLeastSquaresOptions {
  readonly features: number;
  readonly outputs: number;
  /** δ: P begins as I / δ, as if a ridge of δ had been paid at the beginning. Above 0. */
  readonly prior: number;
  /** γ in (0, 1]: what was seen k steps ago counts γᵏ; 1 forgets nothing. */
  readonly forgetting: number;
}

/** A direction that was long not seen is forgotten at most so far: else its uncertainty would grow beyond all numbers. */
const mostForgotten = 1e8;

/**
 * Recursive least squares: after each step, what ridge regression on all steps so far would say, the earlier ones weighed less by γ.
 *
 *   g = P·s / (γ + sᵀ·P·s)
 *   V ← V + g·(y − Vᵀ·s)ᵀ
 *   P ← (P − g·sᵀ·P) / γ
 *
 * P is kept as U·D·Uᵀ, U unit upper triangular and D diagonal, and never loses its sign by rounding: states of a reservoir are nearly
 * dependent (Bierman 1976, "Measurement updating using the U-D factorization", doi:10.1016/0005-1098(76)90015-7). O(features²) a step.
 */
export class RecursiveLeastSquares implements OnlineReadout {
  readonly weights: Float64Array;
  readonly #gamma: number;
  readonly #most: number;
  readonly #D: Float64Array;
  /** Columns of U above the diagonal. */
  readonly #U: readonly Float64Array[];

  constructor({ features, outputs, prior, forgetting }: RecursiveLeastSquaresOptions) {
    if (!(prior > 0)) throw new RangeError(`recursive least squares begin with a prior above 0, not ${prior}`);
    if (!(forgetting > 0 && forgetting <= 1)) throw new RangeError(`a forgetting factor is in (0, 1], not ${forgetting}`);
    this.weights = new Float64Array(features * outputs);
    this.#gamma = forgetting;
    this.#most = mostForgotten / prior;
    this.#D = new Float64Array(features).fill(1 / prior);
    this.#U = Array.from({ length: features }, (_, j) => new Float64Array(j));
  }

  get state(): readonly Float64Array[] {
    return [this.weights, this.#D, ...this.#U];
  }

  learn(s: ArrayLike<number>, y: ArrayLike<number>): void {
    const errors = errorsOf(this.weights, s, y);
    moveBy(this.weights, this.#gain(s), errors);
  }

  /** g, and P of the next step. */
  #gain(s: ArrayLike<number>): Float64Array {
    const [gamma, D, most] = [this.#gamma, this.#D, this.#most];
    const g = new Float64Array(D.length);
    let all = gamma;                                                 // γ + sᵀ·P·s, of the first j features
    for (let j = 0; j < D.length; j++) {
      const u = this.#U[j]!;
      let f = s[j]!;                                                 // (Uᵀ·s)ⱼ
      for (let i = 0; i < j; i++) f += u[i]! * s[i]!;
      const v = D[j]! * f;
      const before = all;
      all += f * v;
      D[j] = Math.min(most, D[j]! * before / (all * gamma));
      const share = -f / before;
      for (let i = 0; i < j; i++) {
        const own = u[i]!;
        u[i] = own + share * g[i]!;
        g[i] = g[i]! + own * v;
      }
      g[j] = v;
    }
    for (let j = 0; j < g.length; j++) g[j] = g[j]! / all;
    return g;
  }
}
