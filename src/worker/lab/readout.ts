import { within } from '../../core/data/segments.ts';
import { inTurns } from '../../core/math/turns.ts';
import { RecursiveLeastSquares, mostForgotten } from '../../core/math/readouts/recursiveLeastSquares.ts';
import type { OnlineReadout } from '../../core/math/readouts/onlineReadout.ts';
import { formatNumber } from '../../core/spec/wording.ts';
import { factorsRoom } from '../../engine/reservoir/factorsRoom.ts';
import { learnByForce, learningOnline, stepsOfPiece } from '../../engine/reservoir/online.ts';
import type { RidgeSolution } from '../../engine/reservoir/ridge.ts';
import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { Stretch } from '../../engine/reservoir/stretch.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { stateNoise, stretchOf } from './drive.ts';
import type { Driven, Pace } from './drive.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { freely, ownAt } from './feedback.ts';

/** Whether a readout is of the sums that a drive leaves, so that no row is gone over again (where these are exact enough). */
export const isOfSums = ({ readout, forgetting }: EchoStateOptions): boolean => readout === 'ridge' || (readout === 'rls' && forgetting === 1);

/**
 * The readout that the options ask for. What a checkpoint holds is what is tested: rounded to float32.
 * @returns `[features, outputs]`, the bias last @throws Error, a sentence, where there is none
 */
export async function learnReadout(workspace: ReservoirWorkspace, driven: Driven, series: EchoStateSeries, options: EchoStateOptions, seed: number, pace: Pace): Promise<Float32Array> {
  const { network } = driven;
  if (options.readout === 'ridge') return solutionOf(await inTurns(network.solving(options.ridge), () => pace(0)), options, network.features);
  const solved = options.readout === 'rls' ? await solvedAtOnce(driven, series, options, seed, pace) : undefined;
  const weights = solved ?? await learntStepByStep(workspace, driven, series, options, seed, pace);
  if (weights.every(Number.isFinite)) return Float32Array.from(weights);
  throw new Error(`The readout went beyond all numbers while it learnt by "${options.readout}": ${options.readout === 'lms' ? 'lower the step size' : 'forget less, or raise the ridge'}.`);
}

/** @throws Error, a sentence, where it is none */
export function solutionOf(solution: RidgeSolution, { ridge }: EchoStateOptions, features: number): Float32Array {
  if (solution.ok) return Float32Array.from(solution.weights);
  const cause = 'what the readout reads depends on itself to the last digit';
  throw new Error(`The Gram matrix is singular: ${cause} (from number ${solution.feature + 1} of ${features} on), so that a ridge of ${formatNumber(ridge)} has no one solution. Raise the ridge, to ${suggested(ridge)} for example.`);
}

const suggested = (ridge: number): string => formatNumber(ridge === 0 ? 1e-6 : Math.max(1e-6, ridge * 100));

/** Of a pivot the share that is left, see `WeakestPivot`: with less of it step after step is more exact. */
const leastLeft = 1e-11;

/**
 * What recursive least squares come to after T steps is a ridge regression, too: the n-th counts γᵀ⁻ⁿ, and the ridge γᵀ. A common
 * factor changes nothing, so here the n-th counts γ⁻ⁿ, and the ridge 1.
 * @returns undefined where sums would not be exact, or so much is forgotten that a direction may be held (see `RecursiveLeastSquares`)
 */
async function solvedAtOnce(driven: Driven, series: EchoStateSeries, options: EchoStateOptions, seed: number, pace: Pace): Promise<Float64Array | undefined> {
  const [{ network }, { forgetting, ridge }] = [driven, options];
  if (forgetting ** -network.learnt > mostForgotten) return undefined;
  if (forgetting < 1) {
    network.forget();
    await learnSeries(driven, series, options, seed, (stretch) => network.learning({ ...stretch, forgetting }), pace);
  }
  const solution = await inTurns(network.solving(ridge), () => pace(0));
  return solution.ok && solution.weakest.ratio > leastLeft ? solution.weights : undefined;
}

/** By least mean squares, by recursive ones, or by these in FORCE. */
async function learntStepByStep(workspace: ReservoirWorkspace, driven: Driven, series: EchoStateSeries, options: EchoStateOptions, seed: number, pace: Pace): Promise<Float64Array> {
  const { network, network: { features, outputs } } = driven;
  if (options.readout === 'lms') {
    const weights = new Float64Array(features * outputs);
    await learnSeries(driven, series, options, seed, (stretch) => network.descending(stretch, weights, options.stepSize), pace);
    return weights;
  }
  const readout = new RecursiveLeastSquares({ features, outputs, prior: options.ridge, forgetting: options.forgetting }, factorsRoom(workspace, features));
  if (options.readout === 'force') await forceReadout(driven, series, options, seed, readout, pace);
  else await learnSeries(driven, series, options, seed, (stretch) => learningOnline(network, readout, stretch), pace);
  return readout.weights;
}

/** On the states that were kept, or with noise on others. @param learning in pieces, how many steps were done since the last */
async function learnSeries({ network, drive, rows }: Driven, { y, segments, trainSteps }: EchoStateSeries, options: EchoStateOptions, seed: number, learning: (stretch: Stretch) => Iterable<number>, pace: Pace): Promise<void> {
  const addToDrive = stateNoise(options, seed);
  for (const { from, to } of within(segments, 0, trainSteps)) {
    network.reset();
    const states = addToDrive ? { addToDrive } : { known: drive.known?.subarray(from * network.units) };
    for (const done of learning({ ...stretchOf(network, rows, y, { from, to }), washout: options.washout, ...states })) await pace(done);
  }
}

async function forceReadout({ network, rows }: Driven, { y, segments, trainSteps }: EchoStateSeries, options: EchoStateOptions, seed: number, readout: OnlineReadout, pace: Pace): Promise<void> {
  const addToDrive = stateNoise(options, seed);
  const own = ownAt(options)!;
  const stretch = stepsOfPiece(network.features);
  for (const { from, to } of within(segments, 0, trainSteps)) {
    network.reset();
    const before = readAt(network, rows, own, from).slice();
    for (let first = from; first < to; first += stretch) {
      const part = stretchOf(network, rows, y, { from: first, to: Math.min(to, first + stretch) });
      learnByForce(network, readout, { ...part, washout: Math.max(0, from + options.washout - first), addToDrive, ownAt: own, before });
      await pace(Math.min(to, first + stretch) - first);
    }
  }
}

/** What stands at a step where the network reads its own output: nothing was said before a series begins. */
const readAt = ({ reservoir: { inputs }, outputs }: EchoStateNetwork, rows: Float32Array, own: number, step: number): Float32Array => rows.subarray(step * inputs + own, step * inputs + own + outputs);

/** Steps between two breaths of a network that reads what it says itself. */
const stretch = 64;

/**
 * What a readout says at each step, standardised, `[steps, outputs]`: from the states that were kept, else the reservoir is driven
 * again. Where it reads its own output: the targets of the part that is learnt from and of the washout of another series, then what it says.
 */
export async function readSeries({ network, drive, rows }: Driven, { steps, segments, trainSteps }: EchoStateSeries, options: EchoStateOptions, readout: Float32Array, pace: Pace): Promise<Float64Array> {
  const [n, nO, own, V] = [network.reservoir.inputs, network.outputs, ownAt(options), Float64Array.from(readout)];
  const said = new Float64Array(steps * nO);
  const { known } = drive;
  for (const { from, to } of segments) {
    const alone = own === undefined ? to : Math.min(to, from < trainSteps ? Math.max(from, trainSteps) : from + options.washout);
    network.reset();
    const kept = known && known.length >= alone * network.units ? known : undefined;
    for (const [first, part] of network.predicting(rows.subarray(from * n, alone * n), V, { known: kept?.subarray(from * network.units) })) {
      said.set(part, (from + first) * nO);
      await pace(part.length / nO);
    }
    if (own === undefined || alone === to) continue;
    if (kept && alone > from) network.standAt(kept.subarray((alone - 1) * network.units, alone * network.units));
    let before: ArrayLike<number> = readAt(network, rows, own, alone);
    for (let first = alone; first < to; first += stretch) {
      const part = freely(network, rows.subarray(first * n, Math.min(to, first + stretch) * n), V, { at: own, before });
      said.set(part, first * nO);
      before = part.slice(-nO);
      await pace(part.length / nO);
    }
  }
  return said;
}
