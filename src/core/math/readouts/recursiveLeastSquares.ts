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
export const mostForgotten = 1e8;

/** Where P is kept as U·D·Uᵀ, U unit upper triangular and D diagonal, and what takes nearly all the time of a step. */
export interface FactorsRoom {
  /** Columns of U above the diagonal, one after another. */
  readonly U: Float64Array;
  /** `[features]`, the diagonal */
  readonly D: Float64Array;
  /** `[features]`, what is read */
  readonly s: Float64Array;
  /** `[features]`, the gain */
  readonly g: Float64Array;
  /** g of s, and P of the next step. @param most what D may become */
  move(gamma: number, most: number): void;
}

/** One without kernels. */
export function plainFactors(features: number): FactorsRoom {
  const [D, s, g] = [new Float64Array(features), new Float64Array(features), new Float64Array(features)];
  const U = new Float64Array((features * (features - 1)) / 2);
  return { U, D, s, g, move: (gamma, most) => movePlainly({ U, D, s, g }, gamma, most) };
}

function movePlainly({ U, D, s, g }: Omit<FactorsRoom, 'move'>, gamma: number, most: number): void {
  let all = gamma;                                                   // γ + sᵀ·P·s, of the first j features
  for (let j = 0, column = 0; j < D.length; column += j++) {
    let f = s[j]!;                                                   // (Uᵀ·s)ⱼ
    for (let i = 0; i < j; i++) f += U[column + i]! * s[i]!;
    const v = D[j]! * f;
    const before = all;
    all += f * v;
    D[j] = Math.min(most, D[j]! * before / (all * gamma));
    const share = -f / before;
    for (let i = 0; i < j; i++) {
      const own = U[column + i]!;
      U[column + i] = own + share * g[i]!;
      g[i] = g[i]! + own * v;
    }
    g[j] = v;
  }
  for (let j = 0; j < g.length; j++) g[j] = g[j]! / all;
}

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
  readonly #factors: FactorsRoom;

  constructor({ features, outputs, prior, forgetting }: RecursiveLeastSquaresOptions, factors = plainFactors(features)) {
    if (!(prior > 0)) throw new RangeError(`recursive least squares begin with a prior above 0, not ${prior}`);
    if (!(forgetting > 0 && forgetting <= 1)) throw new RangeError(`a forgetting factor is in (0, 1], not ${forgetting}`);
    this.weights = new Float64Array(features * outputs);
    this.#gamma = forgetting;
    this.#most = mostForgotten / prior;
    this.#factors = factors;
    factors.U.fill(0);
    factors.D.fill(1 / prior);
  }

  get state(): readonly Float64Array[] {
    return [this.weights, this.#factors.D, this.#factors.U];
  }

  learn(s: ArrayLike<number>, y: ArrayLike<number>): void {
    const errors = errorsOf(this.weights, s, y);
    this.#factors.s.set(s);
    this.#factors.move(this.#gamma, this.#most);
    moveBy(this.weights, this.#factors.g, errors);
  }
}
