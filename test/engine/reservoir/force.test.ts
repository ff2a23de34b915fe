import { describe, expect, it } from 'vitest';
import { RecursiveLeastSquares } from '../../../src/core/math/readouts/recursiveLeastSquares.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { usualReads } from '../../../src/core/spec/outputReads.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { ReadoutEngine } from '../../../src/engine/readout/readoutEngine.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import { learnByForce } from '../../../src/engine/reservoir/online.ts';
import { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
import { uniform } from '../../core/math/numpyReservoir.ts';
import golden from '../../parity/numpy_force.json' with { type: 'json' };
import { everyBuild } from '../kernels/builds.ts';
import { start } from '../tfjs/start.ts';
import { largestDifference } from './networks.ts';

const [[, build]] = await everyBuild() as [[string, Awaited<ReturnType<typeof everyBuild>>[number][1]]];
const { n, washout, steps, free, alpha: prior, leak, g } = golden;

/** As numpy_force.py makes them. */
const W = Float32Array.from(uniform(11, n * n), (weight) => g * Math.sqrt(3 / n) * weight);
const Y = Float32Array.from(uniform(12, n));
const f = Float32Array.from({ length: steps + free }, (_, t) => Math.sin(0.2 * t) + 0.5 * Math.sin(0.4 * t + 1));
const before = (t: number): number => (t === 0 ? 0 : f[t - 1]!);
const x = Float32Array.from({ length: steps }, (_, t) => before(t));

describe('FORCE is what its paper writes, as numpy computes it', () => {
  it('beside the kernels, whose states are float32', () => {
    const net = new EchoStateNetwork(createWorkspace(build), { units: n, W, inputWeights: Y, alpha: 1 - leak, outputs: 1 });
    const readout = new RecursiveLeastSquares({ features: n, outputs: 1, prior, forgetting: 1 });
    const own = new Float32Array(1);
    learnByForce(net, readout, { inputs: x, targets: f.subarray(0, steps), washout, ownAt: 0, before: own });
    expect(largestDifference(readout.weights, golden.weights)).toBeLessThan(1e-3);
    let z = own;
    const said = Array.from({ length: free }, () => (z = Float32Array.from(net.predict(z, readout.weights)))[0]!);
    const rms = Math.sqrt(said.reduce((sum, value, t) => sum + (value - f[steps + t]!) ** 2, 0) / free);
    expect(rms).toBeCloseTo(golden['free run'], 2);
  });

  it('in the run of an experiment, in float64', async () => {
    await start('wasm');
    const cell = { kind: 'reservoir', topology: 'random', spectralRadius: 1, density: 1, inputScaling: 1, bias: 0, feedbackScaling: 1, alpha: 1 - leak, noise: 0 } as const;
    const reads = { ...usualReads, bias: false };
    const model = recurrent({ layers: [{ cell, hiddenSize: n }], output: 'each', outputReads: reads, inputSize: 1, outputSize: 1 });
    const compiled = await new ReadoutEngine(new TfjsEngine('wasm'), build).compile(model, {
      loss: 'meanSquaredError', clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, optimiser: { kind: 'sgd', learningRate: 0, momentum: 0 },
      readout: { kind: 'force', lambda: prior, forgetting: 1, washout, ...reads },
    }, 1);
    const drawn = await compiled.snapshot();
    const into = W.map((_, place) => W[(place % n) * n + Math.floor(place / n)]!); // there from the unit of the row
    await compiled.restore({ ...drawn, 'layers.0.U': { shape: [1, n], data: Y }, 'layers.0.W': { shape: [n, n], data: into }, 'layers.0.b': { shape: [n], data: new Float32Array(n) } });
    await compiled.run({ batchSize: 1, tau: steps, continues: false, x: { kind: 'rows', size: 1, tau: steps, data: x }, y: { kind: 'rows', size: 1, tau: steps, data: f.slice(0, steps) } });
    const { V } = await compiled.snapshot();
    expect(largestDifference(V!.data, golden.weights)).toBeLessThan(1e-5);
    compiled.dispose();
  });
});
