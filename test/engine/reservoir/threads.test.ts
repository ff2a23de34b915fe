import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { roundUp } from '../../../src/engine/kernels/arena.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import type { NetworkSpec } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import { packWeights, takeState, toSparse } from '../../../src/engine/reservoir/recurrentWeights.ts';
import { startReservoirs } from '../../../src/engine/reservoir/workspace.ts';
import { startHelper } from '../../../src/worker/node/computeThread.ts';
import { kernelModule, threadScript } from '../planned/start.ts';
import { network, normals, stream } from './networks.ts';
import type { Shape } from './networks.ts';

const steps = 800; // more than three blocks: each of the two is filled again while the other is added up
const inputs = normals(2 * steps, stream(1));
const targets = normals(2 * steps, stream(2));

const start = async (threads: number) => startReservoirs({ module: await kernelModule(threads > 1), threads, startHelper: startHelper(threadScript), grain: 1 });

function spec(shape: Shape): NetworkSpec {
  const it = network(shape);
  return { ...it, W: shape.density < 1 ? toSparse(it.W, it.units) : it.W, outputs: 2, readoutBias: true, readoutInputs: 1 };
}

/** The states of a series, the readout learnt from it in two stretches, of which one is no longer than its washout, and what that says. */
async function computed(threads: number, shape: Shape) {
  const workspace = await start(threads);
  const net = new EchoStateNetwork(workspace, spec(shape));
  const states = net.states(inputs);
  net.reset();
  net.learn({ inputs, targets, washout: 10 });
  net.learn({ inputs: inputs.slice(0, 60), targets: targets.slice(0, 60), washout: 40 });
  net.learn({ inputs: inputs.slice(0, 700), targets: targets.slice(0, 700), washout: 1, forgetting: 0.999 });
  const solution = net.solve(1e-3);
  if (!solution.ok) throw new Error(`no solution: feature ${solution.feature}`);
  net.reset();
  const predictions = net.predict(inputs, solution.weights);
  workspace.dispose();
  return { states, solution, predictions };
}

describe.each([2, 3])('a reservoir on %d threads', (threads) => {
  it.each([
    { units: 9, density: 0, alpha: 0.3 },
    { units: 50, density: 0.1, alpha: 0.4 },
    { units: 101, density: 0.3, alpha: 0 },
    { units: 37, density: 1, alpha: 0.7 },
  ])('gives the bits of one thread: $units units, density $density', async (shape) => {
    expect(await computed(threads, shape)).toEqual(await computed(1, shape));
  });

  it('takes what is added to its drive in the order of the steps', async () => {
    const seen: number[] = [];
    const workspace = await start(threads);
    const net = new EchoStateNetwork(workspace, spec({ units: 20, density: 1, alpha: 0.5 }));
    net.learn({ inputs, targets, addToDrive: (d, t) => { seen.push(t); d[t % 20]! += 1; } });
    expect(seen).toEqual(Array.from({ length: steps }, (_, t) => t));
    workspace.dispose();
  });
});

it.each([2, 3])('drives a dense W by %d threads, each a share of its units, to the bits of one', async (threads) => {
  for (const [units, count] of [[8, 5], [20, 4], [37, 33], [104, 32]] as const) {
    const workspace = await start(threads);
    const { arena, kernels, crew } = workspace;
    const [padded, columns, alpha] = [roundUp(units, 4), roundUp(units, 8), 0.3];
    const [x, other, alone] = [takeState(arena, units), takeState(arena, units), takeState(arena, units)];
    const { at: weights } = packWeights(workspace, normals(units * units, stream(units)).map((weight) => weight / Math.sqrt(units)), x);
    const [rows, expected] = [arena.take(count * padded * 4), arena.take(count * padded * 4)];
    for (const each of [rows, expected]) arena.float32(each, count * padded).set(normals(count * padded, stream(3)));
    for (const each of [x, alone]) arena.float32(each.at, units).set(normals(units, stream(4)));
    crew!.run({ kind: 'drive', rows, stride: padded, steps: count, weights, columns, units: padded, x: x.at, other: other.at, alpha });
    kernels.driveDense(weights, columns, padded, alone.at, expected, padded, count, alpha);
    expect(arena.float32(rows, count * padded)).toEqual(arena.float32(expected, count * padded));
    expect(arena.float32((count % 2 === 0 ? x : other).at, padded)).toEqual(arena.float32(alone.at, padded));
    workspace.dispose();
  }
});

it.each([1, 2])('keeps what was learnt by then when its drive throws, and goes on, on %d threads', async (threads) => {
  const workspace = await start(threads);
  const net = new EchoStateNetwork(workspace, spec({ units: 20, density: 1, alpha: 0.5 }));
  expect(() => net.learn({ inputs, targets, addToDrive: (_, t) => { if (t === 600) throw new Error('enough'); } })).toThrow('enough');
  expect(net.learnt).toBe(512);
  net.reset();
  net.forget();
  net.learn({ inputs, targets });
  const solution = net.solve(1e-3);
  workspace.dispose();
  const fresh = await start(1);
  const other = new EchoStateNetwork(fresh, spec({ units: 20, density: 1, alpha: 0.5 }));
  other.learn({ inputs, targets });
  expect(solution).toEqual(other.solve(1e-3));
});

it('says so when a compute thread ended', async () => {
  const thread = once(process, 'worker') as Promise<[Worker]>;
  const workspace = await start(2);
  const net = new EchoStateNetwork(workspace, spec({ units: 20, density: 1, alpha: 0.5 }));
  const [worker] = await thread;
  await worker.terminate();
  expect(() => net.learn({ inputs, targets })).toThrow('A compute thread ended');
  workspace.dispose();
});
