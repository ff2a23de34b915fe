import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import type { RecurrentWeights } from '../../../src/engine/reservoir/recurrentWeights.ts';
import { startReservoirs } from '../../../src/engine/reservoir/workspace.ts';
import { startHelper } from '../../../src/worker/node/computeThread.ts';
import type { Tensors } from './draw.ts';
import type { ReservoirWorkload } from './workload.ts';

/** What a fit of an echo state network comes to. */
export interface ReservoirFit {
  /** The trace of SᵀS over T: the mean square length of a state. */
  readonly energy: number;
  /** The mean squared error of the readout on what it was fitted to. */
  readonly error: number;
}

/** The equations every side computes; see `peers/numpy_peer.py`. */
export interface Reservoir {
  /** Drives the reservoir with the whole series, makes the Gram matrix and solves for the readout. */
  fit(): void;
  /** The same, and what came of it. */
  check(): ReservoirFit;
  dispose(): void;
}

const alpha = 0.5;
const ridge = 1e-6;

/** The built program, beside whose folder `bench` the contestants lie. */
const dist = join(__dirname, '..');

/** The one place where the benchmarks reach Unfold's linear algebra of reservoirs. */
export async function openReservoir(workload: ReservoirWorkload, tensors: Tensors, threads: number): Promise<Reservoir> {
  const { module } = await loadKernels(async file => new Uint8Array(await readFile(join(dist, 'wasm', file))), { shared: threads > 1 });
  const workspace = await startReservoirs({ module, threads, startHelper: startHelper(join(dist, 'thread.js')) });
  const u = tensors['u']!.data;
  const [inputs, targets] = [u.slice(0, -1), u.slice(1)];
  const network = new EchoStateNetwork(workspace, {
    units: workload.units, W: weightsOf(workload, tensors), inputWeights: tensors['Win']!.data, alpha, outputs: 1,
  });
  const fit = (): Float64Array => {
    network.reset();
    network.forget();
    network.learn({ inputs, targets });
    const solution = network.solve(ridge);
    if (!solution.ok) throw new Error(`The Gram matrix is singular at feature ${solution.feature}.`);
    return solution.weights;
  };
  return { fit, check: () => measure(network, inputs, targets, fit()), dispose: () => workspace.dispose() };
}

function measure(network: EchoStateNetwork, inputs: Float32Array, targets: Float32Array, weights: Float64Array): ReservoirFit {
  const squares = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value ** 2, 0);
  network.reset();
  const energy = squares(network.states(inputs)) / inputs.length;
  network.reset();
  const said = network.predict(inputs, weights);
  return { energy, error: squares(said.map((value, t) => value - targets[t]!)) / inputs.length };
}

function weightsOf({ units, density }: ReservoirWorkload, tensors: Tensors): RecurrentWeights {
  const [values, columns, starts] = ['values', 'columns', 'starts'].map(part => tensors[`W.${part}`]!.data) as [Float32Array, Float32Array, Float32Array];
  if (density < 1) return { values, columns: Uint32Array.from(columns), starts: Uint32Array.from(starts) };
  const W = new Float32Array(units * units);
  for (let row = 0; row < units; row++) {
    for (let place = starts[row]!; place < starts[row + 1]!; place++) W[row * units + columns[place]!] = values[place]!;
  }
  return W;
}
