import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import type { NetworkSpec } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import { toSparse } from '../../../src/engine/reservoir/recurrentWeights.ts';
import { everyBuild } from '../kernels/builds.ts';
import { largestDifference, network, normals, stream } from './networks.ts';
import { drive, readout, ridge } from './reference.ts';

const builds = await everyBuild();
const steps = 600;
const inputs = normals(2 * steps, stream(1));
const targets = Float32Array.from({ length: 2 * steps }, (_, i) => inputs[Math.max(0, i - 4)]! * inputs[Math.max(0, i - 2)]!);

/** Of 30, 21 and 10 units, none but the first a multiple of 4 away from the next. */
const layers = [network({ units: 30, density: 0.1, alpha: 0.4 }), network({ units: 21, inputs: 30, density: 1, alpha: 0 }), network({ units: 10, inputs: 21, density: 0.3, alpha: 0.8 })];
const spec = (more: Partial<NetworkSpec> = {}): NetworkSpec => {
  const [lowest, ...above] = layers.map((layer, i) => (i === 0 ? { ...layer, W: toSparse(layer.W, layer.units) } : layer));
  return { ...lowest!, above, outputs: 2, ...more };
};

/** By the definition: each layer reads the states of the one below, `[steps, units]` of each. */
const driven = layers.reduce<number[][]>((below, layer) => [...below, drive(layer, below.length > 0 ? Float32Array.from(below.at(-1)!) : inputs, Array<number>(layer.units).fill(0))], []);
const rowOf = (t: number) => driven.flatMap((states, i) => states.slice(t * layers[i]!.units, (t + 1) * layers[i]!.units));

describe.each(builds)('a deep reservoir (%s)', (_, build) => {
  const make = (its: NetworkSpec) => new EchoStateNetwork(createWorkspace(build), its);

  it('drives each layer by the states of the one below', () => {
    const states = make(spec()).states(inputs);
    expect(largestDifference(states, Array.from({ length: steps }, (__, t) => rowOf(t)).flat())).toBeLessThan(5e-6);
  });

  it.each([false, true])('has a readout of all layers, inputs and bias, squares: %s, as a direct solve in float64', (squares) => {
    const its = spec({ readoutInputs: 2, readoutBias: true, readoutSquares: squares });
    const net = make(its);
    expect(net.features).toBe((squares ? 2 : 1) * 63 + 1);
    net.learn({ inputs, targets, washout: 37 });
    const solution = net.solve(1e-2);
    net.reset();
    const states = net.states(inputs);
    const rows = Array.from({ length: steps }, (__, t) => {
      const linear = [...states.subarray(61 * t, 61 * t + 61), ...inputs.subarray(2 * t, 2 * t + 2)];
      return [...linear, ...(squares ? linear.map((value) => Math.fround(value ** 2)) : []), 1];
    });
    const V = ridge({ rows: steps - 37, columns: net.features, values: rows.slice(37).flat() }, { rows: steps - 37, columns: 2, values: targets.subarray(74) }, 1e-2);
    net.reset();
    const own = solution.ok ? net.predict(inputs, solution.weights) : [];
    expect(largestDifference(own, readout({ rows: steps, columns: net.features, values: rows.flat() }, V))).toBeLessThan(1e-9);
  });

  it('goes back to 0 in every layer, and refuses a layer that does not fit', () => {
    const net = make(spec());
    const once = net.states(inputs.subarray(0, 40));
    net.reset();
    expect(net.states(inputs.subarray(0, 40))).toEqual(once);
    expect(() => make({ ...spec(), above: [layers[2]!] })).toThrow('layer 2 reads 21 units, but there are 30 below it');
  });
});
