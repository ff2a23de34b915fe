import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/core/math/turns.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import type { NetworkSpec } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import { toSparse } from '../../../src/engine/reservoir/recurrentWeights.ts';
import { everyBuild } from '../kernels/builds.ts';
import { largestDifference, network, normals, stream } from './networks.ts';
import type { Shape } from './networks.ts';
import { at, drive, readout, ridge, transposedProduct } from './reference.ts';
import type { Matrix } from './reference.ts';

const builds = await everyBuild();
const steps = 600;

/** Two inputs, slow and fast, and two targets that need memory of them. */
function series(): { inputs: Float32Array; targets: Float32Array } {
  const u = (t: number) => Math.sin(0.2 * t) + Math.sin(0.311 * t);
  const v = (t: number) => Math.cos(1.7 * t * t);
  return {
    inputs: Float32Array.from({ length: 2 * steps }, (_, i) => (i % 2 ? v : u)(i >> 1)),
    targets: Float32Array.from({ length: 2 * steps }, (_, i) => (i % 2 ? u((i >> 1) + 1) : u((i >> 1) - 3) * v((i >> 1) - 1))),
  };
}

const spec = (shape: Shape, more: Partial<NetworkSpec> = {}): NetworkSpec => {
  const it = network(shape);
  return { ...it, W: shape.density < 0.2 ? toSparse(it.W, it.units) : it.W, outputs: 2, ...more };
};

const tail = ({ columns, values, rows }: Matrix, from: number): Matrix =>
  ({ columns, rows: rows - from, values: Array.from(values).slice(from * columns) });

describe.each(builds)('an echo state network (%s)', (_, build) => {
  const make = (its: NetworkSpec) => new EchoStateNetwork(createWorkspace(build), its);
  const { inputs, targets } = series();
  const Y: Matrix = { rows: steps, columns: 2, values: targets };

  /** What the readout sees, `[steps, features]`, of a network from the state 0. */
  function features(its: NetworkSpec): Matrix {
    const { units, readoutInputs = 0, readoutBias = false } = its;
    const states = make(its).states(inputs);
    const rows = Array.from({ length: steps }, (__, t) => [
      ...states.subarray(t * units, (t + 1) * units), ...inputs.subarray(2 * t, 2 * t + readoutInputs), ...(readoutBias ? [1] : []),
    ]);
    return { rows: steps, columns: rows[0]!.length, values: rows.flat() };
  }

  function fit(its: NetworkSpec, lambda: number, washout = 0) {
    const net = make(its);
    net.learn({ inputs, targets, washout });
    const solution = net.solve(lambda);
    if (!solution.ok) throw new Error(`no solution: feature ${solution.feature}`);
    net.reset();
    return { net, ...solution, predictions: net.predict(inputs, solution.weights) };
  }

  it('drives by the equation', () => {
    const it = network({ units: 50, density: 0.1, alpha: 0.4 });
    const states = make({ ...it, W: toSparse(it.W, 50), outputs: 1 }).states(inputs);
    expect(largestDifference(states, drive(it, inputs, Array<number>(50).fill(0)))).toBeLessThan(3e-6);
  });

  it.each([
    [1e-4, 0, { units: 60, density: 0.1, alpha: 0.3 }, {}],
    [1e-4, 100, { units: 61, density: 1, alpha: 0 }, { readoutBias: true }],
    [1e-2, 37, { units: 30, density: 0.1, alpha: 0.9 }, { readoutInputs: 2, readoutBias: true }],
    [10, 0, { units: 1, density: 0, alpha: 0.5 }, { readoutInputs: 1 }],
  ] as const)('predicts as a direct float64 solve does, λ %d after %d steps', (lambda, washout, shape, more) => {
    const its = spec(shape, more);
    const S = features(its);
    const V = ridge(tail(S, washout), tail(Y, washout), lambda);
    const { net, predictions } = fit(its, lambda, washout);
    expect(net.learnt).toBe(steps - washout);
    expect(net.features).toBe(S.columns);
    expect(largestDifference(predictions, readout(S, V))).toBeLessThan(1e-9);
  });

  it('makes the gradient of the ridge regression 0, for a λ where weights are hard to tell apart', () => {
    const linear = spec({ units: 80, density: 0.1, alpha: 0.5 }, { readoutBias: true });
    const its = { ...linear, inputWeights: linear.inputWeights.map((weight) => 0.03 * weight), bias: new Float32Array(80) };
    const S = features(its);
    const { weights, weakest } = fit(its, 1e-9);
    const V: Matrix = { rows: S.columns, columns: 2, values: weights };
    const residual = readout(S, Array.from({ length: S.columns }, (__, i) => [at(V, i, 0), at(V, i, 1)])).map((said, i) => said - targets[i]!);
    const gradient = transposedProduct(S, { rows: steps, columns: 2, values: residual }).flat().map((sum, i) => sum + 1e-9 * weights[i]!);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-7);
    expect(weakest.ratio).toBeLessThan(1e-6);
    expect(weakest.feature).toBeLessThan(S.columns);
  });

  it('learns a long series in stretches as in one', () => {
    const its = spec({ units: 20, density: 0.1, alpha: 0.5 });
    const whole = fit(its, 1e-4);
    const net = make(its);
    for (const [from, to] of [[0, 1], [1, 300], [300, steps]] as const) {
      net.learn({ inputs: inputs.subarray(2 * from, 2 * to), targets: targets.subarray(2 * from, 2 * to) });
    }
    const solution = net.solve(1e-4);
    net.reset();
    expect(solution.ok && largestDifference(net.predict(inputs, solution.weights), whole.predictions)).toBeLessThan(1e-9);
  });

  it('forgets', () => {
    const its = spec({ units: 20, density: 0.1, alpha: 0.5 });
    const net = make(its);
    net.learn({ inputs: normals(100, stream(1)), targets: normals(100, stream(2)) });
    net.forget();
    net.reset();
    net.learn({ inputs, targets });
    expect(net.solve(1e-4)).toEqual((({ ok, weights, weakest }) => ({ ok, weights, weakest }))(fit(its, 1e-4)));
  });

  it('has learnt what another one had, is solved as that is, and learns on as that does: the sums that it was given stay', () => {
    const its = spec({ units: 21, density: 0.1, alpha: 0.5 }, { readoutInputs: 1, readoutBias: true });
    const first = { inputs: inputs.subarray(0, 600), targets: targets.subarray(0, 600) };
    const second = { inputs: inputs.subarray(600), targets: targets.subarray(600) };
    const [net, other] = [make(its), make(its)];
    net.learn(first);
    const learnt = atOnce(net.saving());
    const sums = learnt.sums.slice();
    other.restore(learnt);
    expect(other.learnt).toBe(300);
    expect(other.sums(1)).toEqual(net.sums(1));
    expect(other.solve(1e-4)).toEqual(net.solve(1e-4));
    expect(atOnce(other.saving())).toEqual(learnt);
    other.standAt(net.reservoir.state);
    for (const each of [net, other]) each.learn(second);
    expect(other.solve(1e-4)).toEqual(net.solve(1e-4));
    expect(learnt.sums).toEqual(sums);
    other.restore(learnt);
    other.forget();
    other.reset();
    other.learn(first);
    expect(atOnce(other.saving())).toEqual(learnt);
    expect(() => make(spec({ units: 5, density: 1, alpha: 0.5 })).restore(learnt)).toThrow(/^1024 sums for a matrix of 12²$/);
  });

  it('solves for another λ from the same sums', () => {
    const its = spec({ units: 20, density: 0.1, alpha: 0.5 });
    const { net, weights } = fit(its, 1e-4);
    expect(net.solve(10)).not.toMatchObject({ weights });
    expect(net.solve(1e-4)).toMatchObject({ ok: true, weights });
  });

  it('says which feature the others explain already, and a ridge separates it', () => {
    // A unit without any weights stays 0.
    const it = network({ units: 6, density: 0, alpha: 0.5 });
    const bias = it.bias.map((weight, i) => (i === 4 ? 0 : weight));
    const inputWeights = it.inputWeights.map((weight, i) => (i >> 1 === 4 ? 0 : weight));
    const net = make({ ...it, bias, inputWeights, outputs: 2 });
    net.learn({ inputs, targets });
    expect(net.solve(0)).toEqual({ ok: false, feature: 4 });
    expect(net.solve(1e-6)).toMatchObject({ ok: true });
  });

  it('says so when a readout of inputs repeats a bias', () => {
    const its: NetworkSpec = { ...spec({ units: 3, inputs: 1, density: 1, alpha: 0 }), outputs: 1, readoutInputs: 1, readoutBias: true };
    const net = make(its);
    net.learn({ inputs: new Float32Array(64).fill(1), targets: new Float32Array(64), addToDrive: (d, t) => { d[t % 3]! += t / 64; } });
    expect(net.solve(0)).toEqual({ ok: false, feature: 4 });
  });

  it('names the feature that is not a number', () => {
    const net = make(spec({ units: 5, density: 0, alpha: 0.5 }));
    net.learn({ inputs, targets, addToDrive: (d, t) => { if (t === 50) d[2] = NaN; } });
    expect(net.solve(1)).toEqual({ ok: false, feature: 2 });
  });

  it('lets a NaN of the input through to what it says', () => {
    const { net, weights } = fit(spec({ units: 5, density: 1, alpha: 0.5 }), 1e-2);
    expect([...net.predict(Float32Array.of(0, NaN), weights)]).toEqual([NaN, NaN]);
  });

  it('refuses what does not fit', () => {
    const net = make(spec({ units: 5, density: 1, alpha: 0.5 }));
    expect(() => net.learn({ inputs: new Float32Array(4), targets: new Float32Array(3) })).toThrow('3 targets for 2 steps of 2');
    expect(() => net.predict(new Float32Array(3), new Float64Array(10))).toThrow('3 numbers are not steps of 2 inputs');
    expect(() => net.predict(new Float32Array(2), new Float64Array(9))).toThrow('9 weights for 5 features and 2 outputs');
    expect(() => make({ ...spec({ units: 5, density: 1, alpha: 0.5 }), readoutInputs: 3 })).toThrow('the readout sees 3 of 2 inputs');
  });
});

it('fits the same with and without relaxed SIMD, to 1e-6', () => {
  const { inputs, targets } = series();
  const [a, b] = builds.map(([, build]) => {
    const net = new EchoStateNetwork(createWorkspace(build), spec({ units: 40, density: 0.1, alpha: 0.5 }));
    net.learn({ inputs, targets });
    const solution = net.solve(1);
    net.reset();
    return solution.ok ? net.predict(inputs, solution.weights) : [];
  });
  expect(a).toHaveLength(2 * steps);
  expect(largestDifference(a!, b!)).toBeLessThan(1e-6);
});
