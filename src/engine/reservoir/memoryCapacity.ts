import type { RandomStream } from '../../core/math/random.ts';
import { inTurns, pieces } from '../../core/math/turns.ts';
import type { Turns } from '../../core/math/turns.ts';
import { EchoStateNetwork } from './echoStateNetwork.ts';
import { blockSteps } from './gram.ts';
import type { ReservoirWeights } from './reservoir.ts';
import type { ReservoirWorkspace } from './workspace.ts';

export interface CapacityOptions {
  /** Of the input, uniform in ±`amplitude`. */
  readonly random: RandomStream;
  readonly amplitude?: number;
  /** Steps learnt from, and as many others to measure with. */
  readonly steps?: number;
  /** How far back is looked; by default 2·N. */
  readonly lags?: number;
  /** Added to the diagonal of the sums. Where they are singular, the least of 10⁻¹², 10⁻¹⁰, … that separates them. */
  readonly lambda?: number;
  /** Called between stretches of a few milliseconds. */
  readonly breathe?: () => Promise<void>;
}

export interface MemoryCapacity {
  /** Σₖ r²ₖ */
  readonly capacity: number;
  /** r²ₖ for the lags k = 1, 2, …: what a linear readout of the states knows of the input k steps ago, between 0 and 1. */
  readonly byLag: Float64Array;
  /** The ridge that served. */
  readonly lambda: number;
}

/** Steps at a time, so that targets stay small: whole blocks, since each goes over all sums. */
const stretch = 4 * blockSteps;

/**
 * How much of its input a reservoir remembers (Jaeger 2001, "Short term memory in echo state networks"):
 *
 *   MC = Σₖ r²(u⁽ᵗ⁻ᵏ⁾, yₖ⁽ᵗ⁾)      yₖ the linear readout learnt for u⁽ᵗ⁻ᵏ⁾, k = 1, 2, …; u independent from step to step
 *
 * At most N. It is measured on steps that were not learnt from: on the same, chance alone would remember a little.
 * @param reservoir of one input @throws RangeError for several inputs; Error, a sentence, where no ridge separates the states
 */
export async function memoryCapacity(workspace: ReservoirWorkspace, reservoir: ReservoirWeights & { readonly units: number }, options: CapacityOptions): Promise<MemoryCapacity> {
  const { random, amplitude = 1, steps = 10_000, lags = 2 * reservoir.units, breathe = async () => {} } = options;
  const network = new EchoStateNetwork(workspace, { ...reservoir, outputs: lags, readoutBias: true });
  if (network.reservoir.inputs !== 1) throw new RangeError(`memory capacity is of one input, not ${network.reservoir.inputs}`);
  const washout = Math.max(lags, 100);
  const u = Float32Array.from({ length: washout + 2 * steps }, () => random.uniform(-amplitude, amplitude));
  network.states(u.subarray(0, washout));
  for (const [from, to] of pieces(steps, stretch)) {
    const [first, last] = [washout + from, washout + to];
    await inTurns(network.learning({ inputs: u.subarray(first, last), targets: delayed(u, first, last, lags) }), breathe);
  }
  const { lambda, weights } = await inTurns(solving(network, options.lambda ?? 0), breathe);
  const sums = Array.from({ length: lags }, () => new Correlation());
  for (const [first, said] of network.predicting(u.subarray(washout + steps), weights)) {
    agree(sums, u, washout + steps + first, said);
    await breathe();
  }
  const byLag = Float64Array.from(sums, (sum) => sum.squared);
  return { capacity: byLag.reduce((sum, each) => sum + each, 0), byLag, lambda };
}

function* solving(network: EchoStateNetwork, wanted: number): Turns<{ lambda: number; weights: Float64Array }> {
  for (let lambda = wanted; lambda <= Math.max(1, wanted); lambda = Math.max(lambda * 100, 1e-12)) {
    const solution = yield* network.solving(lambda);
    if (solution.ok) return { lambda, weights: solution.weights };
  }
  throw new Error('The states of the reservoir say the same again and again, so that what they remember cannot be told apart: draw another one.');
}

/** Adds to the sum of each lag what was said from a step on. */
function agree(sums: readonly Correlation[], u: Float32Array, from: number, said: Float64Array): void {
  const lags = sums.length;
  for (let t = from; t < from + said.length / lags; t++) for (let k = 0; k < lags; k++) sums[k]!.add(u[t - k - 1]!, said[(t - from) * lags + k]!);
}

class Correlation {
  #n = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  add(x: number, y: number): void {
    this.#n++;
    this.#x += x;
    this.#y += y;
    this.#xx += x * x;
    this.#yy += y * y;
    this.#xy += x * y;
  }

  get squared(): number {
    const [n, x, y] = [this.#n, this.#x, this.#y];
    const [xx, yy, xy] = [this.#xx - x * x / n, this.#yy - y * y / n, this.#xy - x * y / n];
    return xx > 0 && yy > 0 ? xy ** 2 / (xx * yy) : 0;
  }
}

/** u⁽ᵗ⁻¹⁾, u⁽ᵗ⁻²⁾, … for each step, `[to − from, lags]` */
function delayed(u: Float32Array, from: number, to: number, lags: number): Float32Array {
  const targets = new Float32Array((to - from) * lags);
  for (let t = from; t < to; t++) {
    for (let k = 0; k < lags; k++) targets[(t - from) * lags + k] = u[t - k - 1]!;
  }
  return targets;
}
