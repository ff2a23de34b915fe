import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { split } from '../../../src/core/math/random.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import type { TrainingPlan } from '../../../src/core/train/engine.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { RidgeEngine } from '../../../src/engine/ridge/ridgeEngine.ts';
import { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
import { readOnlyPlain } from '../kernels/builds.ts';
import { drive, ridge } from '../reservoir/reference.ts';
import { start } from '../tfjs/start.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });

const [tau, n, lambda, washout] = [120, 20, 1e-3, 30];
const cell: CellSpec = { kind: 'reservoir', topology: 'random', spectralRadius: 0.8, density: 0.5, inputScaling: 0.7, bias: 0.2, alpha: 0.4, noise: 0 };
const plan: TrainingPlan = {
  loss: 'meanSquaredError', clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, readout: { kind: 'ridge', lambda, washout }, optimiser: { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/** Two inputs; the target is made of what they were. */
function series(seed: number, B = 1): Batch {
  const random = split(seed, 'data');
  const x = Float32Array.from({ length: B * tau * 2 }, () => random.uniform(-1, 1));
  const y = Float32Array.from({ length: B * tau }, (_, i) => (i % tau < 3 ? 0 : x[2 * (i - 3)]! * 0.5 + x[2 * (i - 1) + 1]! ** 2));
  return { batchSize: B, tau, continues: false, x: { kind: 'rows', size: 2, tau, data: x }, y: { kind: 'rows', size: 1, tau, data: y } };
}

async function fresh() {
  await start('wasm');
  const model = recurrent({ layers: [{ cell, hiddenSize: n }], output: 'each', inputSize: 2, outputSize: 1 });
  return new RidgeEngine(new TfjsEngine('wasm'), kernels).compile(model, plan, 7);
}

describe('a readout learnt in closed form', () => {
  it('is the ridge regression in float64 on the states after the washout, over all batches so far', async () => {
    const compiled = await fresh();
    const batches = [series(1), series(2, 2)];
    for (const batch of batches) await compiled.run(batch);
    const { 'layers.0.W': W, 'layers.0.U': U, 'layers.0.b': b, V, c } = await compiled.snapshot();
    const network = { units: n, inputs: 2, W: transposed(W!.data, n), inputWeights: transposed(U!.data, 2), bias: b!.data, alpha: 0.4 };
    const rows: number[][] = [];
    const targets: number[] = [];
    for (const { batchSize, x, y } of batches) {
      for (let s = 0; s < batchSize; s++) {
        const states = drive(network, x.data.slice(s * tau * 2, (s + 1) * tau * 2) as Float32Array, Array<number>(n).fill(0));
        for (let t = washout; t < tau; t++) {
          rows.push([...states.slice(t * n, (t + 1) * n), 1]);
          targets.push(y.data[s * tau + t]!);
        }
      }
    }
    const weights = ridge({ rows: rows.length, columns: n + 1, values: rows.flat() }, { rows: rows.length, columns: 1, values: targets }, lambda);
    const said = (v: ArrayLike<number>) => rows.map((row) => row.reduce((sum, feature, i) => sum + feature * v[i]!, 0));
    const [ours, theirs] = [said([...V!.data, ...c!.data]), said(weights.flat())];
    expect(Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]!)))).toBeLessThan(1e-4);
    expect(theirs.some((value) => Math.abs(value) > 0.1)).toBe(true);
    compiled.dispose();
  });

  it('leaves the reservoir as it was drawn, and measures without the washout', async () => {
    const compiled = await fresh();
    const before = await compiled.snapshot();
    const { loss, gradNorms } = await compiled.run(series(1));
    const after = await compiled.snapshot();
    for (const name of ['layers.0.U', 'layers.0.W', 'layers.0.b']) expect(after[name]).toEqual(before[name]);
    expect(after['V']).not.toEqual(before['V']);
    expect(Object.keys(gradNorms)).toEqual(['V', 'c']);
    const once = async function* () { yield series(1); };
    expect(await compiled.evaluate(once())).toBeCloseTo(loss, 6);
    compiled.dispose();
  });

  it('goes on from a snapshot with the same bits', async () => {
    const [whole, first, second] = [await fresh(), await fresh(), await fresh()];
    for (const batch of [series(1), series(2)]) await whole.run(batch);
    await first.run(series(1));
    await second.restore(await first.snapshot());
    await second.run(series(2));
    expect(await second.snapshot()).toEqual(await whole.snapshot());
    for (const each of [whole, first, second]) each.dispose();
  });
});

/** `[rows, n]` → `[n, rows]` */
function transposed(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows;
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]!);
}
