import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { split } from '../../../src/core/math/random.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { solvedStretch } from '../../../src/core/spec/memory.ts';
import { usualReads } from '../../../src/core/spec/outputReads.ts';
import type { TrainingPlan } from '../../../src/core/train/engine.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { ReadoutEngine } from '../../../src/engine/readout/readoutEngine.ts';
import { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
import { readOnlyPlain } from '../kernels/builds.ts';
import { drive, ridge } from '../reservoir/reference.ts';
import { start } from '../tfjs/start.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });

const [tau, n, lambda, washout] = [120, 20, 1e-3, 30];
/** More than is read at once, and no multiple of it. */
const several = 2 * solvedStretch + 88;
const cell: CellSpec = { kind: 'reservoir', topology: 'random', spectralRadius: 0.8, density: 0.5, inputScaling: 0.7, bias: 0.2, feedbackScaling: 1, alpha: 0.4, noise: 0 };
const plan: TrainingPlan = {
  loss: 'meanSquaredError', clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, readout: { kind: 'ridge', lambda, washout, ...usualReads }, optimiser: { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/** Two inputs; the target is made of what they were. */
function series(seed: number, B = 1, length = tau): Batch {
  const random = split(seed, 'data');
  const x = Float32Array.from({ length: B * length * 2 }, () => random.uniform(-1, 1));
  const y = Float32Array.from({ length: B * length }, (_, i) => (i % length < 3 ? 0 : x[2 * (i - 3)]! * 0.5 + x[2 * (i - 1) + 1]! ** 2));
  return { batchSize: B, tau: length, continues: false, x: { kind: 'rows', size: 2, tau: length, data: x }, y: { kind: 'rows', size: 1, tau: length, data: y } };
}

type Learnt = NonNullable<TrainingPlan['readout']>;

async function fresh(reads = usualReads, layers: StackedLayer[] = [{ cell, hiddenSize: n }], rule: object = {}) {
  await start('wasm');
  const model = recurrent({ layers, output: 'each', outputReads: reads, inputSize: 2, outputSize: 1 });
  return new ReadoutEngine(new TfjsEngine('wasm'), kernels).compile(model, { ...plan, readout: { ...plan.readout, ...reads, ...rule } as Learnt }, 7);
}

describe('a readout learnt by least squares', () => {
  it.each([tau, several])('is the ridge regression in float64 on the states after the washout, over all batches of %d steps so far', async (length) => {
    const compiled = await fresh();
    const batches = [series(1, 1, length), series(2, 2, length)];
    for (const batch of batches) await compiled.run(batch);
    const { 'layers.0.W': W, 'layers.0.U': U, 'layers.0.b': b, V, c } = await compiled.snapshot();
    const network = { units: n, inputs: 2, W: transposed(W!.data, n), inputWeights: transposed(U!.data, 2), bias: b!.data, alpha: 0.4 };
    const rows: number[][] = [];
    const targets: number[] = [];
    for (const { batchSize, x, y } of batches) {
      for (let s = 0; s < batchSize; s++) {
        const states = drive(network, x.data.slice(s * length * 2, (s + 1) * length * 2) as Float32Array, Array<number>(n).fill(0));
        for (let t = washout; t < length; t++) {
          rows.push([...states.slice(t * n, (t + 1) * n), 1]);
          targets.push(y.data[s * length + t]!);
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

  it.each([[true, false], [false, false], [true, true]])('of a deep reservoir it reads the states of both layers and the inputs, with a bias: %s, with their squares: %s', async (bias, squares) => {
    const compiled = await fresh({ layers: 'all', inputs: true, squares, bias }, [{ cell, hiddenSize: n }, { cell: { ...cell, alpha: 0.8 }, hiddenSize: 12 }]);
    const batch = series(1);
    await compiled.run(batch);
    const tensors = await compiled.snapshot();
    const driven = (layer: number, units: number, alpha: number, x: Float32Array, inputs: number) => Float32Array.from(drive({
      units, inputs, W: transposed(tensors[`layers.${layer}.W`]!.data, units), inputWeights: transposed(tensors[`layers.${layer}.U`]!.data, inputs), bias: tensors[`layers.${layer}.b`]!.data, alpha,
    }, x, Array<number>(units).fill(0)));
    const below = driven(0, n, 0.4, batch.x.data as Float32Array, 2);
    const above = driven(1, 12, 0.8, below, n);
    const linear = Array.from({ length: tau }, (_, t) => [...below.slice(t * n, (t + 1) * n), ...above.slice(t * 12, (t + 1) * 12), ...batch.x.data.slice(2 * t, 2 * t + 2)]);
    const features = linear.map((row) => [...row, ...(squares ? row.map((value) => value ** 2) : []), ...(bias ? [1] : [])]);
    const rows = features.slice(washout);
    const weights = ridge({ rows: rows.length, columns: rows[0]!.length, values: rows.flat() }, { rows: rows.length, columns: 1, values: Array.from(batch.y.data).slice(washout) }, lambda).flat();
    const own = [...tensors['V']!.data, ...tensors['c']?.data ?? []];
    expect(own.length).toBe((squares ? 2 : 1) * (n + 12 + 2) + Number(bias));
    const said = (v: ArrayLike<number>) => features.map((row) => row.reduce((sum, feature, i) => sum + feature * v[i]!, 0));
    const theirs = said(weights);
    expect(Math.max(...said(own).map((value, i) => Math.abs(value - theirs[i]!)))).toBeLessThan(1e-4);
    const { data } = await compiled.predict(batch);
    expect(Math.max(...Array.from(data, (value, i) => Math.abs(value - theirs[i]!)))).toBeLessThan(1e-4);
    const sampler = compiled.sampler();
    for (let t = 0; t < 40; t++) expect(Math.abs((await sampler.next(batch.x.data.slice(2 * t, 2 * t + 2) as Float32Array))[0]! - theirs[t]!)).toBeLessThan(1e-4);
    sampler.dispose();
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

  it('by recursive least squares that forget nothing is the ridge regression on all batches so far; by least mean squares on its way there', async () => {
    const [ridged, recursive, gradual] = await Promise.all([{}, { kind: 'rls', forgetting: 1 }, { kind: 'lms', stepSize: 0.3 }].map((rule) => fresh(usualReads, [{ cell, hiddenSize: n }], rule)));
    for (const batch of [series(1), series(2)]) for (const each of [ridged!, recursive!, gradual!]) await each.run(batch);
    const [exact, own, near] = await Promise.all([ridged!, recursive!, gradual!].map(async (each) => (await each.predict(series(3))).data));
    expect(Math.max(...own!.map((value, i) => Math.abs(value - exact![i]!)))).toBeLessThan(1e-4);
    const once = async function* () { yield series(3); };
    expect(await gradual!.evaluate(once())).toBeLessThan(0.7 * near!.reduce((sum, _, i) => sum + series(3).y.data[i]! ** 2, 0) / tau);
    for (const each of [ridged!, recursive!, gradual!]) each.dispose();
  });

  it.each([{}, { kind: 'rls', forgetting: 0.99 }, { kind: 'lms', stepSize: 0.3 }])('goes on from a snapshot with the same bits: %j', async (rule) => {
    const make = () => fresh(usualReads, [{ cell, hiddenSize: n }], rule);
    const [whole, first, second] = [await make(), await make(), await make()];
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
