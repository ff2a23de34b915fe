import { errorsOf, moveBy } from './onlineReadout.ts';
import type { OnlineReadout } from './onlineReadout.ts';

export interface LeastMeanSquaresOptions {
  readonly features: number;
  readonly outputs: number;
  /** μ in (0, 2): the share of an error that a step takes away. */
  readonly stepSize: number;
}

/** @returns μ @throws RangeError where no step would come nearer */
export function checkedStepSize(mu: number): number {
  if (mu > 0 && mu < 2) return mu;
  throw new RangeError(`a step size is between 0 and 2, not ${mu}`);
}

/** ε, which keeps the step finite where nothing is read. */
export const epsilon = 1e-8;

/**
 * Least mean squares, each step normalised by what was read (Nagumo & Noda 1967, doi:10.1109/TAC.1967.1098599), so that one step size
 * does for any number of units:
 *
 *   V ← V + s·(y − Vᵀ·s)ᵀ·μ / (ε + ‖s‖²)
 *
 * O(features) a step. Slow where states are nearly dependent: it descends along the directions in which they vary most.
 */
export class LeastMeanSquares implements OnlineReadout {
  readonly weights: Float64Array;
  readonly #mu: number;

  constructor({ features, outputs, stepSize }: LeastMeanSquaresOptions) {
    this.weights = new Float64Array(features * outputs);
    this.#mu = checkedStepSize(stepSize);
  }

  get state(): readonly Float64Array[] {
    return [this.weights];
  }

  learn(s: ArrayLike<number>, y: ArrayLike<number>): void {
    let size = epsilon;
    for (let i = 0; i < s.length; i++) size += s[i]! * s[i]!;
    const errors = errorsOf(this.weights, s, y);
    for (let k = 0; k < errors.length; k++) errors[k] = this.#mu / size * errors[k]!;
    moveBy(this.weights, s, errors);
  }
}
