import { expect, it } from 'vitest';
import { LeastMeanSquares } from '../../../src/core/math/readouts/leastMeanSquares.ts';
import { RecursiveLeastSquares } from '../../../src/core/math/readouts/recursiveLeastSquares.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import { learnByForce, learnOnline } from '../../../src/engine/reservoir/online.ts';
import { everyBuild } from '../kernels/builds.ts';
import { largestDifference, network, normals, stream } from './networks.ts';

const builds = await everyBuild();
const [[, build]] = builds as [typeof builds[number]];
const steps = 500;
const inputs = normals(2 * steps, stream(3));
const targets = Float32Array.from({ length: steps }, (_, t) => inputs[2 * t]! - 0.5 * inputs[Math.max(0, 2 * t - 2)]!);

it('recursive least squares that forget nothing are the ridge regression on the Gram matrix, to 1e-9', () => {
  const spec = { ...network({ units: 25, density: 1, alpha: 0.3 }), outputs: 1, readoutInputs: 2, readoutBias: true };
  const net = new EchoStateNetwork(createWorkspace(build), spec);
  net.learn({ inputs, targets, washout: 50 });
  const solution = net.solve(0.5);
  net.reset();
  const online = new RecursiveLeastSquares({ features: net.features, outputs: 1, prior: 0.5, forgetting: 1 });
  learnOnline(net, online, { inputs, targets, washout: 50 });
  expect(solution.ok && largestDifference(online.weights, solution.weights)).toBeLessThan(1e-9);
});

it.each([[build, 1], [build, 0.99], [builds[1]![1], 0.97]])('so are those that forget, each step counted more than the one before, to 1e-9', (own, forgetting) => {
  const spec = { ...network({ units: 25, density: 1, alpha: 0.3 }), outputs: 1, readoutInputs: 2, readoutBias: true };
  const net = new EchoStateNetwork(createWorkspace(own), spec);
  const online = new RecursiveLeastSquares({ features: net.features, outputs: 1, prior: 0.5, forgetting });
  for (const [from, to, washout] of [[0, 320, 50], [320, 500, 0]] as const) learnOnline(net, online, { inputs: inputs.subarray(2 * from, 2 * to), targets: targets.subarray(from, to), washout });
  net.reset();
  for (const [from, to, washout] of [[0, 320, 50], [320, 500, 0]] as const) net.learn({ inputs: inputs.subarray(2 * from, 2 * to), targets: targets.subarray(from, to), washout, forgetting });
  const solution = net.solve(0.5);
  expect(solution.ok && largestDifference(online.weights, solution.weights)).toBeLessThan(1e-9);
});

it.each(builds)('least mean squares in a block of rows are those of one step after another, to 1e-12 (%s)', (_, own) => {
  const it = network({ units: 21, density: 1, alpha: 0.3 });
  const spec = { ...it, above: [network({ units: 7, inputs: 21, density: 1, alpha: 0.5 })], outputs: 2, readoutInputs: 2, readoutSquares: true, readoutBias: true };
  const two = Float32Array.from({ length: 2 * steps }, (__, i) => targets[i >> 1]! * (i % 2 ? -3 : 1));
  const washout = 270; // of the second block, too
  const plain = new LeastMeanSquares({ features: 61, outputs: 2, stepSize: 0.4 });
  learnOnline(new EchoStateNetwork(createWorkspace(own), spec), plain, { inputs, targets: two, washout });
  const net = new EchoStateNetwork(createWorkspace(own), spec);
  const weights = new Float64Array(2 * net.features);
  expect([...net.descending({ inputs: inputs.subarray(0, 600), targets: two.subarray(0, 600), washout }, weights, 0.4)]).toEqual([256, 44]);
  for (const done of net.descending({ inputs: inputs.subarray(600), targets: two.subarray(600) }, weights, 0.4)) void done;
  expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(0.1);
  expect(largestDifference(weights, plain.weights)).toBeLessThan(1e-12);
});

it.each([0, 2, -0.1, NaN])('least mean squares take no step size of %d, whichever way they go', (stepSize) => {
  const net = new EchoStateNetwork(createWorkspace(build), { ...network({ units: 5, density: 1, alpha: 0 }), outputs: 1 });
  const sentence = `a step size is between 0 and 2, not ${stepSize}`;
  expect(() => [...net.descending({ inputs, targets }, new Float64Array(5), stepSize)]).toThrow(sentence);
  expect(() => new LeastMeanSquares({ features: 5, outputs: 1, stepSize })).toThrow(sentence);
});

it('FORCE: what a network reads is its own output, in the washout the target', () => {
  const it = network({ units: 12, inputs: 3, density: 1, alpha: 0.3 });
  const net = new EchoStateNetwork(createWorkspace(build), { ...it, outputs: 1 });
  const online = new RecursiveLeastSquares({ features: 12, outputs: 1, prior: 1, forgetting: 1 });
  const before = new Float32Array(1);
  learnByForce(net, online, { inputs: Float32Array.from({ length: 3 * steps }, (_, i) => (i % 3 < 2 ? inputs[2 * Math.floor(i / 3) + (i % 3)]! : i > 3 ? targets[Math.floor(i / 3) - 1]! : 0)), targets, washout: 10, ownAt: 2, before });
  // The same once more, step by step, from the readouts that a second one has on the way.
  const other = new EchoStateNetwork(createWorkspace(build), { ...it, outputs: 1 });
  const again = new RecursiveLeastSquares({ features: 12, outputs: 1, prior: 1, forgetting: 1 });
  let z = 0;
  for (let t = 0; t < steps; t++) {
    const h = Float64Array.from(other.states(Float32Array.of(inputs[2 * t]!, inputs[2 * t + 1]!, z)));
    z = t < 10 ? targets[t]! : h.reduce((sum, value, i) => sum + value * again.weights[i]!, 0);
    if (t >= 10) again.learn(h, [targets[t]!]);
  }
  expect(largestDifference(online.weights, again.weights)).toBe(0);
  expect(before[0]).toBe(Math.fround(z));
});

it('FORCE: a reservoir that lives by itself learns to make a sum of sines, and goes on with it', () => {
  const it = network({ units: 200, inputs: 1, density: 0.1, alpha: 0.7 });
  const net = new EchoStateNetwork(createWorkspace(build), { ...it, W: it.W.map((weight) => weight * 1.9), inputWeights: it.inputWeights.map((weight) => weight * 3), bias: new Float32Array(200), outputs: 1 });
  const wave = Float32Array.from({ length: 3000 }, (_, t) => Math.sin(0.2 * t) + 0.5 * Math.sin(0.4 * t + 1));
  const online = new RecursiveLeastSquares({ features: 200, outputs: 1, prior: 1, forgetting: 1 });
  const before = new Float32Array(1);
  learnByForce(net, online, { inputs: Float32Array.of(0, ...wave.subarray(0, 2699)), targets: wave.subarray(0, 2700), washout: 100, ownAt: 0, before });
  let z = before;
  const said = Array.from({ length: 300 }, () => (z = Float32Array.from(net.predict(z, online.weights)))[0]!);
  expect(largestDifference(said.slice(0, 150), wave.subarray(2700, 2850))).toBeLessThan(0.2);
});
