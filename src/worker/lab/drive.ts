import { split } from '../../core/math/random.ts';
import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { AddToDrive } from '../../engine/reservoir/reservoir.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { drawWeights, drawnNetwork, kernelWeights } from './drawnNetwork.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { forced } from './feedback.ts';
import type { FitSurroundings } from './fitEchoState.ts';
import type { Drive } from './kept.ts';

/** Told of steps that were done; settles after others had a turn, rejects where the work is no longer wanted. */
export type Pace = (steps: number) => Promise<void>;

/** States of up to so many bytes are kept. */
const mostStates = 2 ** 26;

/** A network that has learnt, and what its drive left. */
export interface Driven {
  readonly network: EchoStateNetwork;
  readonly drive: Drive;
}

/** Drives the reservoir of a seed through a series, and adds up what its readout is learnt from; what an earlier drive left is not computed again. */
export async function driveSeries(workspace: ReservoirWorkspace, series: EchoStateSeries, options: EchoStateOptions, seed: number, { draw = drawWeights, kept, room = mostStates }: FitSurroundings, pace: Pace): Promise<Driven> {
  const wanted = { ...keysOf(series, options, seed), x: drivenBy(series, options), y: series.y };
  const found = kept?.find(wanted);
  const tensors = found?.drive.tensors ?? draw(options, seed);
  await pace(0);
  const weights = found?.drive.weights ?? kernelWeights(tensors, 'layers.0', 1 - options.leakRate);
  const network = drawnNetwork(workspace, options, weights);
  let drive = found?.drive;
  if (drive && found!.learnt) network.restore(drive.learnt);
  else drive = { ...wanted, tensors, weights, ...await learn(network, wanted, series.trainSteps, options, seed, drive?.known ?? room, pace) };
  kept?.keep(drive);
  return { network, drive };
}

/** Of which options the states are, and of which the sums besides: of one that is not named here the states are. */
function keysOf({ trainSteps }: EchoStateSeries, { inputs, target, horizon, test, runs, ridge, washout, noise, readInputs, ...states }: EchoStateOptions, seed: number): Pick<Drive, 'states' | 'sums'> {
  return { states: JSON.stringify({ ...states, seed }), sums: JSON.stringify([trainSteps, washout, noise, readInputs]) };
}

/** What the reservoir reads, as far as it is known before a readout is: where that is fed back, to the end of the part that is learnt from. */
function drivenBy({ x, y, steps, trainSteps }: EchoStateSeries, { feedback, inputs }: EchoStateOptions): Float32Array {
  return feedback > 0 ? forced(x.subarray(0, trainSteps * inputs.length), y.subarray(0, trainSteps), trainSteps) : x.subarray(0, steps * inputs.length);
}

/** ε of each unit and step: normal, another at each (Jaeger 2001, section 3). */
export function stateNoise({ noise }: EchoStateOptions, seed: number): AddToDrive | undefined {
  if (noise === 0) return undefined;
  const random = split(seed, 'noise');
  return (drive) => { for (let i = 0; i < drive.length; i++) drive[i] = drive[i]! + noise * random.normal(); };
}

/** Sums over the part that is learnt from, and where there is room the states that a readout reads: those without noise. @param earlier states, or the bytes that there is room for */
async function learn(network: EchoStateNetwork, { x, y }: Pick<Drive, 'x' | 'y'>, trainSteps: number, options: EchoStateOptions, seed: number, earlier: Float32Array | number, pace: Pace): Promise<Pick<Drive, 'known' | 'learnt'>> {
  const { units, inputs } = network.reservoir;
  const size = x.length / inputs * units;
  const known = typeof earlier === 'number' ? undefined : earlier;
  const keep = typeof earlier === 'number' && size * 4 <= earlier ? new Float32Array(size) : undefined;
  const addToDrive = stateNoise(options, seed);
  const stretch = { inputs: x.subarray(0, trainSteps * inputs), targets: y.subarray(0, trainSteps), washout: options.washout };
  for (const done of network.learning({ ...stretch, ...(addToDrive ? { addToDrive } : { known, keep }) })) await pace(done);
  if (keep) {
    if (addToDrive) network.reset();
    const from = addToDrive ? 0 : trainSteps;
    for (const done of network.driving(x.subarray(from * inputs), { keep: keep.subarray(from * units) })) await pace(done);
  }
  return { known: known ?? keep, learnt: network.save() };
}
