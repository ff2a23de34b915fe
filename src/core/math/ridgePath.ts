import { plainRoom, timesSymmetric, timesTridiagonal, tridiagonalise, solveTridiagonal } from './tridiagonal.ts';
import type { ReductionRoom, Tridiagonal } from './tridiagonal.ts';
import { pieces } from './turns.ts';
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
 * @param parts at least two @param breathe called now and then @param openRoom where matrices of n rows are reduced, one after another
 */
export async function ridgePath(parts: readonly RegressionSums[], lambdas: readonly number[], breathe: () => Promise<void>, openRoom = (n: number): ReductionRoom => plainRoom(n)): Promise<{ readonly points: RidgePoint[]; readonly whole: Tridiagonal }> {
  const all = await together(parts, breathe);
  const room = openRoom(all.cross.length);
  const squares = lambdas.map(() => 0);
  for (const part of parts) {
    await inPieces(room.A.length, breathe, (from, to) => { for (let i = from; i < to; i++) room.A[i] = all.gram[i]! - part.gram[i]!; });
    const form = await tridiagonalise(room, breathe);
    const b = form.into(all.cross.map((sum, i) => sum - part.cross[i]!));
    for (const [i, lambda] of lambdas.entries()) {
      const z = solveTridiagonal(form, lambda, b);
      const V = z && form.outOf(z);
      await breathe();
      squares[i] = squares[i]! + (V ? residual(part, V) : NaN);
      await breathe();
    }
  }
  await inPieces(room.A.length, breathe, (from, to) => room.A.set(all.gram.subarray(from, to), from));
  const whole = await tridiagonalise(room, breathe);
  return { points: pointsOf(whole, all, lambdas, squares), whole };
}

/** In the rotated features, in which the sums are T. @param squares of the parts, all together, by λ */
function pointsOf(whole: Tridiagonal, { gram, cross, square, count }: RegressionSums, lambdas: readonly number[], squares: readonly number[]): RidgePoint[] {
  const [b, trace] = [whole.into(cross), traceOf(gram, cross.length)];
  const rms = (sum: number): number | null => (Number.isFinite(sum) ? Math.sqrt(sum / count) : null);
  return lambdas.map((lambda, i) => {
    const z = solveTridiagonal(whole, lambda, b);
    const train = z ? unlessRounding(square - 2 * dot(z, b) + dot(z, timesTridiagonal(whole, z)), square, z, trace) : NaN;
    return { lambda, train: rms(train), validation: rms(squares[i]!), norm: z ? length(z) : null };
  });
}

/** ‖y − S·V‖² = yᵀy − 2·Vᵀ·Sᵀy + Vᵀ·SᵀS·V */
function residual({ gram, cross, square }: RegressionSums, V: Float64Array): number {
  const n = V.length;
  return unlessRounding(square - 2 * dot(V, cross) + dot(V, timesSymmetric(gram, n, V)), square, V, traceOf(gram, n));
}

/** NaN where rounding of the sums may make too much of it. */
function unlessRounding(left: number, square: number, V: Float64Array, trace: number): number {
  const rounding = Number.EPSILON * (square + dot(V, V) * trace);
  return rounding <= share * left ? left : NaN;
}

function traceOf(gram: Float64Array, n: number): number {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * (n + 1)]!;
  return trace;
}

/** The sums of all parts. */
async function together(parts: readonly RegressionSums[], breathe: () => Promise<void>): Promise<RegressionSums> {
  const [{ cross: { length: n } }] = parts as [RegressionSums];
  const [gram, cross] = [new Float64Array(n * n), new Float64Array(n)];
  let [square, count] = [0, 0];
  for (const part of parts) {
    await inPieces(gram.length, breathe, (from, to) => { for (let i = from; i < to; i++) gram[i] = gram[i]! + part.gram[i]!; });
    for (let i = 0; i < n; i++) cross[i] = cross[i]! + part.cross[i]!;
    square += part.square;
    count += part.count;
  }
  return { gram, cross, square, count };
}

async function inPieces(length: number, breathe: () => Promise<void>, work: (from: number, to: number) => void): Promise<void> {
  for (const [from, to] of pieces(length)) {
    work(from, to);
    await breathe();
  }
}
