import type { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';

/** x and, behind it, the output of the step before as it should have been (teacher forcing): before the first step 0. `[steps, nX + nO]` */
export function forced(x: Float32Array, y: Float32Array, steps: number): Float32Array {
  const [nX, nO] = [x.length / steps, y.length / steps];
  const rows = new Float32Array(steps * (nX + nO));
  for (let t = 0; t < steps; t++) {
    rows.set(x.subarray(t * nX, (t + 1) * nX), t * (nX + nO));
    if (t > 0) rows.set(y.subarray((t - 1) * nO, t * nO), t * (nX + nO) + nX);
  }
  return rows;
}

/**
 * What a network says that reads its own output of the step before, from the state it is in on.
 * @param x `[steps, nX]` @param weights of the readout @param before what was said, or should have been, before the first step, `[nO]`
 * @returns `[steps, nO]`
 */
export function freely(network: EchoStateNetwork, x: Float32Array, weights: Float64Array, before: ArrayLike<number>): Float64Array {
  const nO = before.length;
  const nX = network.reservoir.inputs - nO;
  const said = new Float64Array(x.length / nX * nO);
  const row = new Float32Array(nX + nO);
  row.set(before, nX);
  for (let t = 0; t < x.length / nX; t++) {
    row.set(x.subarray(t * nX, (t + 1) * nX));
    const o = network.predict(row, weights);
    said.set(o, t * nO);
    row.set(o, nX);
  }
  return said;
}
