import type { OnlineReadout } from '../../core/math/readouts/onlineReadout.ts';
import type { EchoStateNetwork } from './echoStateNetwork.ts';
import type { Stretch } from './stretch.ts';
import { blockSteps } from './gram.ts';

/** Numbers of a matrix of features that recursive least squares go through without a pause: some hundredths of a second. */
const mostProducts = 1e7;

/** Steps that a readout of so many features learns from at a time. */
export const stepsOfPiece = (features: number): number => Math.max(1, Math.min(blockSteps, Math.floor(mostProducts / features ** 2)));

/** Drives through a stretch while a readout learns at each step after the washout. @returns in pieces, how many steps were done since the last */
export function learningOnline(network: EchoStateNetwork, readout: OnlineReadout, { inputs, targets, washout = 0, ...driving }: Stretch): Generator<number, void> {
  const outputs = readout.weights.length / network.features;
  return network.seeing(inputs, (s, t) => { if (t >= washout) readout.learn(s, targets.subarray(t * outputs, (t + 1) * outputs)); }, driving, stepsOfPiece(network.features));
}

/** The same at once. */
export function learnOnline(network: EchoStateNetwork, readout: OnlineReadout, stretch: Stretch): void {
  for (const steps of learningOnline(network, readout, stretch)) void steps;
}

export interface ForceStretch extends Stretch {
  /** Column of the inputs from which on the network reads its own output of the step before. The washout reads what stands there. */
  readonly ownAt: number;
  /** What is read there at the first step instead, where the washout is over, `[outputs]`: changed to what is to be read at the next. */
  readonly before: Float32Array;
}

/**
 * FORCE learning: the network reads its own output of the step before, while the readout learns fast enough, as recursive least squares
 * do, to keep that near what it should be (Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018):
 *
 *   z⁽ᵗ⁾ = V⁽ᵗ⁻¹⁾ᵀ·s⁽ᵗ⁾, read at t + 1; V⁽ᵗ⁾ from z⁽ᵗ⁾ − y⁽ᵗ⁾
 *
 * It differs from teacher forcing in that the network learns among its own errors.
 */
export function learnByForce(network: EchoStateNetwork, readout: OnlineReadout, { inputs, targets, washout = 0, addToDrive, ownAt, before }: ForceStretch): void {
  const { inputs: n } = network.reservoir;
  const outputs = before.length;
  for (let t = 0; t < inputs.length / n; t++) {
    const row = inputs.slice(t * n, (t + 1) * n);
    if (t >= washout) row.set(before, ownAt);
    const y = targets.subarray(t * outputs, (t + 1) * outputs);
    network.see(row, (s) => {
      before.set(t < washout ? y : said(readout.weights, s, outputs));
      if (t >= washout) readout.learn(s, y);
    }, { addToDrive });
  }
}

/** Vᵀ·s */
function said(weights: Float64Array, s: Float64Array, outputs: number): Float64Array {
  const z = new Float64Array(outputs);
  for (let i = 0; i < s.length; i++) for (let k = 0; k < outputs; k++) z[k] = z[k]! + s[i]! * weights[i * outputs + k]!;
  return z;
}
