import { within } from '../../core/data/segments.ts';
import type { Segment } from '../../core/data/segments.ts';
import { split } from '../../core/math/random.ts';
import { inTurns } from '../../core/math/turns.ts';
import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { AddToLayers, Stretch } from '../../engine/reservoir/stretch.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { layersOf } from '../../protocol/reservoirLayers.ts';
import { drawWeights, drawnNetwork, kernelWeights, outputsOf } from './drawnNetwork.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';
import { ownAt, taught } from './feedback.ts';
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
  /** What it reads where nothing is its own, `[steps, n]`. */
  readonly rows: Float32Array;
}

/** Drives the reservoir of a seed through a series, and adds up what its readout is learnt from; what an earlier drive left is not computed again. */
export async function driveSeries(workspace: ReservoirWorkspace, series: EchoStateSeries, options: EchoStateOptions, seed: number, { draw = drawWeights, kept, room = mostStates }: FitSurroundings, pace: Pace): Promise<Driven> {
  const rows = taught(series, options);
  const known = ownAt(options) === undefined ? series.steps : series.trainSteps;
  const wanted = { ...keysOf(series, options, seed), x: rows.subarray(0, known * rows.length / series.steps), y: series.y };
  const found = kept?.find(wanted);
  const turn = (): Promise<void> => pace(0);
  const tensors = found?.drive.tensors ?? await inTurns(draw(options, seed), turn);
  const weights = found?.drive.weights ?? await inTurns(kernelWeights(tensors, options), turn);
  const network = drawnNetwork(workspace, options, weights);
  let drive = found?.drive;
  if (drive && found!.has === 'all') network.restore(drive.learnt);
  else {
    const statesAdopted = found?.has === 'products';
    if (statesAdopted) await inTurns(network.adopting(found.drive.learnt), turn);
    drive = { ...wanted, tensors, weights, ...await learn(network, { ...wanted, statesAdopted }, series, options, stateNoise(options, seed), drive?.known ?? room, pace) };
  }
  kept?.keep(drive);
  return { network, drive, rows };
}

/** Of which options the states are, and of which the sums besides: of one that is not named here the states are. */
function keysOf({ trainSteps, segments }: EchoStateSeries, options: EchoStateOptions, seed: number): Pick<Drive, 'states' | 'products' | 'sums'> {
  const { inputs, target, moreTargets, series, horizon, test, runs, ridge, washout, noise, readLayers, readInputs, squares, readout, forgetting, stepSize, ...states } = options;
  const outputs = outputsOf(options);
  return {
    states: JSON.stringify({ ...states, seed, inputs: inputs.length, fedBack: options.feedback > 0 && outputs, segments: segments.length > 1 && segments }),
    products: JSON.stringify([trainSteps, washout, noise, readLayers]),
    sums: JSON.stringify([readInputs, squares, outputs]),
  };
}

/** ε of each unit and step: normal, another at each (Jaeger 2001, section 3). */
export function stateNoise(options: EchoStateOptions, seed: number): AddToLayers | undefined {
  const deviations = layersOf(options).map(({ noise }) => noise);
  if (deviations.every((noise) => noise === 0)) return undefined;
  const random = split(seed, 'noise');
  return (drive, _, layer) => {
    const noise = deviations[layer]!;
    for (let i = 0; noise > 0 && i < drive.length; i++) drive[i] = drive[i]! + noise * random.normal();
  };
}

type Steps = Pick<EchoStateSeries, 'segments' | 'trainSteps'>;

/** Sums over the part that is learnt from, and where there is room the states that a readout reads: those without noise. @param earlier states, or the bytes that there is room for */
async function learn(network: EchoStateNetwork, { x, y, statesAdopted }: Pick<Drive, 'x' | 'y'> & { readonly statesAdopted: boolean }, { segments, trainSteps }: Steps, { washout }: EchoStateOptions, addToDrive: AddToLayers | undefined, earlier: Float32Array | number, pace: Pace): Promise<Pick<Drive, 'known' | 'learnt'>> {
  const { units, reservoir: { inputs: n } } = network;
  const all = x.length / n;
  const known = typeof earlier === 'number' ? undefined : earlier;
  const keep = typeof earlier === 'number' && all * units * 4 <= earlier ? new Float32Array(all * units) : undefined;
  for (const { from, to } of within(segments, 0, trainSteps)) {
    network.reset();
    const states = addToDrive ? { addToDrive } : { known: known?.subarray(from * units), keep: keep?.subarray(from * units) };
    for (const done of network.learning({ ...stretchOf(network, x, y, { from, to }), washout: Math.min(washout, to - from), statesAdopted, ...states })) await pace(done);
  }
  if (keep) {
    const begin = addToDrive ? 0 : trainSteps;
    for (const { from, to } of within(segments, begin, all)) {
      if (from > begin || addToDrive || segments.some((each) => each.from === from)) network.reset();
      for (const done of network.driving(x.subarray(from * n, to * n), { keep: keep.subarray(from * units) })) await pace(done);
    }
  }
  return { known: known ?? keep, learnt: await inTurns(network.saving(), () => pace(0)) };
}

/** Steps of a series, as a network takes them. */
export function stretchOf(network: EchoStateNetwork, x: Float32Array, y: Float32Array, { from, to }: Segment): Pick<Stretch, 'inputs' | 'targets'> {
  const [n, nO] = [network.reservoir.inputs, network.outputs];
  return { inputs: x.subarray(from * n, to * n), targets: y.subarray(from * nO, to * nO) };
}
