import type { OnlineReadout } from '../../core/math/readouts/onlineReadout.ts';
import type { EchoStateNetwork, Stretch } from './echoStateNetwork.ts';

/** Drives through a stretch while a readout learns at each step after the washout. */
export function learnOnline(network: EchoStateNetwork, readout: OnlineReadout, { inputs, targets, washout = 0, addToDrive }: Stretch): void {
  const outputs = readout.weights.length / network.features;
  network.see(inputs, (s, t) => { if (t >= washout) readout.learn(s, targets.subarray(t * outputs, (t + 1) * outputs)); }, addToDrive);
}

/**
 * FORCE learning: the last inputs of the network are its own output of the step before, while the readout learns fast enough, as
 * recursive least squares do, to keep that near what it should be (Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018):
 *
 *   z⁽ᵗ⁾ = V⁽ᵗ⁻¹⁾ᵀ·s⁽ᵗ⁾, read at t + 1; V⁽ᵗ⁾ from z⁽ᵗ⁾ − y⁽ᵗ⁾
 *
 * During the washout it reads the targets. It differs from teacher forcing in that the network learns among its own errors.
 * @param stretch its inputs are `[steps, nX]`, without what is fed back; what is added to the drive counts steps from 0
 * @param before what is read at the first step, `[outputs]`: changed to what is to be read at the next
 */
export function learnByForce(network: EchoStateNetwork, readout: OnlineReadout, { inputs, targets, washout = 0, addToDrive }: Stretch, before: Float32Array): void {
  const outputs = before.length;
  const nX = network.reservoir.inputs - outputs;
  const row = new Float32Array(nX + outputs);
  for (let t = 0; t < targets.length / outputs; t++) {
    row.set(inputs.subarray(t * nX, (t + 1) * nX));
    row.set(before, nX);
    const y = targets.subarray(t * outputs, (t + 1) * outputs);
    network.see(row, (s) => {
      before.set(t < washout ? y : said(readout.weights, s, outputs));
      if (t >= washout) readout.learn(s, y);
    }, addToDrive);
  }
}

/** Vᵀ·s */
function said(weights: Float64Array, s: Float64Array, outputs: number): Float64Array {
  const z = new Float64Array(outputs);
  for (let i = 0; i < s.length; i++) for (let k = 0; k < outputs; k++) z[k] = z[k]! + s[i]! * weights[i * outputs + k]!;
  return z;
}
