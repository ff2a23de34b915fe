import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import type { EchoStateSeries } from './echoStateSeries.ts';

/** The column of what the reservoir reads from which on it reads its own output of the step before; undefined where it does not. By FORCE a target that it reads is its own. */
export function ownAt({ feedback, inputs, readout, target }: EchoStateOptions): number | undefined {
  if (feedback > 0) return inputs.length;
  return readout === 'force' && inputs.includes(target) ? inputs.indexOf(target) : undefined;
}

/** What the reservoir reads where nothing is its own: x and, where the output is fed back, behind it what the step before should have said (teacher forcing); at the first step of a series 0. `[steps, n]` */
export function taught({ x, y, steps, segments }: EchoStateSeries, { feedback }: EchoStateOptions): Float32Array {
  if (feedback === 0) return x;
  const [nX, nO] = [x.length / steps, y.length / steps];
  const rows = new Float32Array(steps * (nX + nO));
  const first = new Set(segments.map(({ from }) => from));
  for (let t = 0, at = 0; t < steps; t++, at += nX + nO) {
    for (let k = 0; k < nX; k++) rows[at + k] = x[t * nX + k]!;
    if (!first.has(t)) for (let k = 0; k < nO; k++) rows[at + nX + k] = y[(t - 1) * nO + k]!;
  }
  return rows;
}

/**
 * What a network says that reads its own output of the step before, from the state it is in on.
 * @param rows `[steps, n]` @param weights of the readout @param own the column from which on it reads its output, and what it reads there at the first step
 * @returns `[steps, nO]`
 */
export function freely(network: EchoStateNetwork, rows: Float32Array, weights: Float64Array, own: { readonly at: number; readonly before: ArrayLike<number> }): Float64Array {
  const n = network.reservoir.inputs;
  let o = own.before;
  const steps = rows.length / n;
  const said = new Float64Array(steps * o.length);
  for (let t = 0; t < steps; t++) {
    const row = rows.slice(t * n, (t + 1) * n);
    row.set(o, own.at);
    said.set(o = network.predict(row, weights), t * o.length);
  }
  return said;
}
