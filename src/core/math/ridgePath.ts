import { timesSymmetric, tridiagonalise, solveTridiagonal } from './tridiagonal.ts';
import type { Tridiagonal } from './tridiagonal.ts';
import { dot, length } from './vectors.ts';

/** Sums over some rows: of the features S and one target y. */
export interface RegressionSums {
  /** SᵀS, `[n, n]`, of which the lower triangle counts */
  readonly gram: Float64Array;
  /** Sᵀy, `[n]` */
  readonly cross: Float64Array;
  /** yᵀy */
  readonly square: number;
  readonly count: number;
}

/** What a readout of one λ comes to. What cannot be told from rounding is null. */
export interface RidgePoint {
  readonly lambda: number;
  /** Root mean square error on the rows that were learnt from. */
  readonly train: number | null;
  /** On each part by the readout of the others, all parts together. */
  readonly validation: number | null;
  /** ‖V‖ of the readout that learns from all rows. */
  readonly norm: number | null;
}

/** An error is told where rounding is no more than this share of it. */
const share = 0.01;

/**
 * Error and weights of a ridge readout against λ, from sums alone: nothing is driven again. Cross-validation over parts, each left
 * out in turn (Stone 1974, doi:10.1111/j.2517-6161.1974.tb00994.x); of a time series the parts must be contiguous, since neighbours
 * are nearly alike, and a shuffled row would be known by them. A reduction to tridiagonal form per part makes each λ a matter of n².
 * @param parts at least two @param breathe called now and then
 */
export async function ridgePath(parts: readonly RegressionSums[], lambdas: readonly number[], breathe: () => Promise<void>): Promise<{ readonly points: RidgePoint[]; readonly whole: Tridiagonal }> {
  let [all] = parts as [RegressionSums];
  for (const part of parts.slice(1)) {
    all = plus(all, part);
    await breathe();
  }
  const squares = lambdas.map(() => 0);
  for (const part of parts) {
    const rest = minus(all, part);
    const form = await tridiagonalise(rest.gram, rest.cross.length, breathe);
    for (const [i, lambda] of lambdas.entries()) {
      const V = solve(form, lambda, rest.cross);
      squares[i] = squares[i]! + (V ? residual(part, V) : NaN);
      await breathe();
    }
  }
  const whole = await tridiagonalise(all.gram.slice(), all.cross.length, breathe);
  const points: RidgePoint[] = [];
  for (const [i, lambda] of lambdas.entries()) {
    const V = solve(whole, lambda, all.cross);
    const rms = (sum: number): number | null => (Number.isFinite(sum) ? Math.sqrt(sum / all.count) : null);
    points.push({ lambda, train: V ? rms(residual(all, V)) : null, validation: rms(squares[i]!), norm: V ? length(V) : null });
    await breathe();
  }
  return { points, whole };
}

function solve(form: Tridiagonal, lambda: number, cross: Float64Array): Float64Array | undefined {
  const z = solveTridiagonal(form, lambda, form.into(cross));
  return z && form.outOf(z);
}

/** ‖y − S·V‖² = yᵀy − 2·Vᵀ·Sᵀy + Vᵀ·SᵀS·V; NaN where rounding of the sums may make too much of it. */
function residual({ gram, cross, square }: RegressionSums, V: Float64Array): number {
  const n = V.length;
  const left = square - 2 * dot(V, cross) + dot(V, timesSymmetric(gram, n, V));
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * (n + 1)]!;
  const rounding = Number.EPSILON * (square + dot(V, V) * trace);
  return rounding <= share * left ? left : NaN;
}

const plus = (a: RegressionSums, b: RegressionSums): RegressionSums => combined(a, b, 1);
const minus = (a: RegressionSums, b: RegressionSums): RegressionSums => combined(a, b, -1);

function combined(a: RegressionSums, b: RegressionSums, sign: number): RegressionSums {
  return {
    gram: a.gram.map((sum, i) => sum + sign * b.gram[i]!), cross: a.cross.map((sum, i) => sum + sign * b.cross[i]!),
    square: a.square + sign * b.square, count: a.count + sign * b.count,
  };
}
