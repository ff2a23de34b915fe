import { restoreUnits } from '../../core/data/standardise.ts';
import { formatNumber } from '../../core/spec/wording.ts';
import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import type { Driven, Pace } from './drive.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { freely } from './feedback.ts';

/** What a checkpoint holds is what is tested: rounded to float32. @returns `[features]`, the bias last @throws Error, a sentence, where the sums are singular */
export function solveReadout(network: EchoStateNetwork, { ridge }: EchoStateOptions): Float32Array {
  const solution = network.solve(ridge);
  if (solution.ok) return Float32Array.from(solution.weights);
  const cause = 'what the readout reads depends on itself to the last digit';
  throw new Error(`The Gram matrix is singular: ${cause} (from number ${solution.feature + 1} of ${network.features} on), so that a ridge of ${formatNumber(ridge)} has no one solution. Raise the ridge, to ${suggested(ridge)} for example.`);
}

const suggested = (ridge: number): string => formatNumber(ridge === 0 ? 1e-6 : Math.max(1e-6, ridge * 100));

/** Steps between two breaths of a network that reads what it says itself. */
const stretch = 256;

/**
 * What a readout says at each step, in the units of the target's column: from the states that were kept, else the reservoir is driven
 * again. Where it reads its own output: the targets of the part that is learnt from, from then on what it says.
 */
export async function readSeries({ network, drive }: Driven, { x, y, steps, targetScale }: EchoStateSeries, { inputs: { length: n } }: EchoStateOptions, readout: Float32Array, pace: Pace): Promise<Float64Array> {
  const [V, predictions] = [Float64Array.from(readout), new Float64Array(steps)];
  const write = (said: Float64Array, first: number): void => predictions.set(said.map((value) => restoreUnits(value, targetScale)), first);
  const known = drive.x.length / network.reservoir.inputs;
  network.reset();
  for (const [first, said] of network.predicting(drive.x, V, { known: drive.known })) {
    write(said, first);
    await pace(said.length);
  }
  if (drive.known && known < steps) network.reservoir.state = drive.known.slice((known - 1) * network.units, known * network.units);
  for (let from = known, last = y[known - 1]!; from < steps; from += stretch) {
    const said = freely(network, x.subarray(from * n, Math.min(steps, from + stretch) * n), V, [last]);
    write(said, from);
    last = said.at(-1)!;
    await pace(said.length);
  }
  return predictions;
}
