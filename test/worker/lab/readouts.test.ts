import { describe, expect, test, vi } from 'vitest';
import type { NamedArray } from '../../../src/core/checkpoint/checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { joinTables, tableOfText } from '../../../src/core/data/numberTable.ts';
import type { NumberTable } from '../../../src/core/data/numberTable.ts';
import { SeveralSeries } from '../../../src/core/data/severalSeries.ts';
import { split } from '../../../src/core/math/random.ts';
import { RecursiveLeastSquares } from '../../../src/core/math/readouts/recursiveLeastSquares.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import type { SeriesData } from '../../../src/core/spec/experiment.ts';
import { outputReads } from '../../../src/core/spec/outputReads.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { ReadoutEngine } from '../../../src/engine/readout/readoutEngine.ts';
import type { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
import { start } from '../../engine/tfjs/start.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { EchoStateNetwork } from '../../../src/engine/reservoir/echoStateNetwork.ts';
import { float64Step } from '../../../src/engine/reservoir/float64Step.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { drawWeights, rememberedDrawing } from '../../../src/worker/lab/drawnNetwork.ts';
import type { DrawnTensors } from '../../../src/worker/lab/drawnNetwork.ts';
import { echoStateCheckpoint, echoStateExperiment } from '../../../src/worker/lab/echoStateCheckpoint.ts';
import { fitEchoState } from '../../../src/worker/lab/fitEchoState.ts';
import type { EchoStateFit } from '../../../src/worker/lab/fitEchoState.ts';
import { KeptDrives } from '../../../src/worker/lab/kept.ts';
import { checkArrays, predictSeries } from '../../../src/worker/lab/predictSeries.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { largestDifference } from '../../engine/reservoir/networks.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const surroundings = { openWorkspace: () => createWorkspace(kernels), breathe: async () => {} };
const small: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, units: 24, washout: 20, inputScaling: 0.3, ridge: 1e-3, density: 0.3 };
const fit = (table: NumberTable, options: Partial<EchoStateOptions>) => fitEchoState(table, { ...small, ...options }, surroundings);

/** y remembers u, z is even in it; five series, each beginning at rest. */
function text(series: number, rows: number, named = true): string {
  const random = split(3, 'data');
  const lines = Array.from({ length: series }, (_, s) => {
    const u = Array.from({ length: rows }, () => random.uniform(-1, 1));
    return u.map((value, t) => `${named ? `s${s},` : ''}${value},${0.5 * (u[t - 1] ?? 0) + 0.3 * (u[t - 2] ?? 0)},${value * (u[t - 1] ?? 0) + value ** 2}`);
  });
  return `${named ? 'who,' : ''}u,y,z\n${lines.flat().join('\n')}\n`;
}
const one = tableOfText(text(1, 400, false), 'one.csv');
const five = tableOfText(text(5, 120), 'five.csv');

const cases: [string, NumberTable, Partial<EchoStateOptions>][] = [
  ['recursive least squares', one, { readout: 'rls', forgetting: 0.999 }],
  ['least mean squares', one, { readout: 'lms' }],
  ['squares', one, { squares: true, target: 'z' }],
  ['three layers', one, { layers: 3, leakRate: 0.7 }],
  ['three layers of their own', one, { layers: 3, above: [{ units: 15, topology: 'cycle', leakRate: 0.5, inputScaling: 0.4, noise: 1e-3 }, { units: 9, density: 1, spectralRadius: 0.5, bias: 0.1 }] }],
  ['the uppermost of two layers, and squares', one, { layers: 2, readLayers: 'last', squares: true, above: [{ units: 30, inputScaling: 0.6 }] }],
  ['several targets', one, { moreTargets: ['z'] }],
  ['several targets that are read', one, { inputs: ['z', 'u', 'y'], moreTargets: ['z'], horizon: 2 }],
  ['several series', five, { series: 'who' }],
  ['all of it', five, { series: 'who', layers: 2, squares: true, moreTargets: ['z'], readout: 'rls', noise: 1e-4 }],
];

test.each(cases)('%s: a checkpoint says what was said, of each target', async (_, table, options) => {
  const { series, network, report } = await fit(table, options);
  const checkpoint = decodeCheckpoint(encodeCheckpoint(echoStateCheckpoint({ series, network, report }, echoStateExperiment({ series, network, report }, 'x.csv'), 1)));
  const { prediction, more, horizon } = predictSeries(checkpoint, table);
  const ofSteps = (said: Float64Array) => said.filter((__, row) => series.segments.some(({ from, to }, s) => row >= from + s * horizon && row < to + s * horizon));
  expect([prediction, ...more.map((each) => each.prediction)].map((said, k) => largestDifference(ofSteps(said), network.said[k]!))).toEqual(network.said.map(() => expect.closeTo(0, 4)));
  expect(report.test.nrmse.mean).toBeLessThan(1);
});

test.each([...cases, ['its own output fed back', five, { series: 'who', feedback: 0.3, ridge: 1e-1 }] as const])('%s: kernels say what plain loops say of a checkpoint, to 1e-12', async (_, table, options) => {
  const own = await fit(table, options);
  const checkpoint = echoStateCheckpoint(own, echoStateExperiment(own, 'x.csv'), 1);
  const workspace = createWorkspace(kernels);
  const [plain, said] = [predictSeries(checkpoint, table), predictSeries(checkpoint, table, (reservoir) => float64Step(workspace, reservoir))];
  expect([said, ...said.more].map(({ prediction }, k) => largestDifference(prediction, [plain, ...plain.more][k]!.prediction) < 1e-12)).toEqual(plain.more.map(() => true).concat(true));
});

test('a checkpoint whose arrays do not fit its experiment is named, and what to do', async () => {
  const own = await fit(one, {});
  const { tensors, ...rest } = echoStateCheckpoint(own, echoStateExperiment(own, 'x.csv'), 1);
  const { 'layers.0.U': U, V, ...others } = tensors;
  const check = (changed: Record<string, NamedArray>) => () => checkArrays({ ...rest, tensors: { ...others, ...changed } }, 'x.safetensors');
  expect(check({ 'layers.0.U': U!, V: V! })).not.toThrow();
  expect(() => predictSeries({ ...rest, tensors }, { ...one, rows: 0 })).toThrow('one.csv has no rows.');
  const advice = ' The file was changed by hand, or is damaged: fit the network again.';
  expect(check({ 'layers.0.U': { shape: [2, 24], data: new Float32Array(48) }, V: V! })).toThrow(`x.safetensors: layers.0.U is 2×24 in the checkpoint ≠ 1×24 in the model.${advice}`);
  expect(check({ 'layers.0.U': U! })).toThrow(`x.safetensors: The checkpoint lacks V 25×1, which this model needs.${advice}`);
});

/** A copy of u: what the readout reads depends on itself, and one direction is held by the ridge alone. */
const twice = tableOfText(text(1, 400, false).split('\n').map((line) => line.replace(/^([^,]+)/, (value) => `${value},${value === 'u' ? 'again' : value}`)).join('\n'), 'twice.csv');

/** What recursive least squares say after one step after another, on the states that a fit kept. */
function stepByStep({ network: { drive: { known } }, series: { x, y, trainSteps }, report: { options: { units, inputs, washout, ridge, forgetting } } }: EchoStateFit): Float64Array {
  const n = inputs.length;
  const readout = new RecursiveLeastSquares({ features: units + n + 1, outputs: 1, prior: ridge, forgetting });
  for (let t = washout; t < trainSteps; t++) readout.learn([...known!.subarray(t * units, (t + 1) * units), ...x.subarray(t * n, (t + 1) * n), 1], [y[t]!]);
  return readout.weights;
}

test.each<[string, boolean, NumberTable, Partial<EchoStateOptions>]>([
  ['that forget nothing', true, one, {}],
  ['that forget', true, one, { forgetting: 0.99 }],
  ['that forget very much', false, one, { forgetting: 0.9 }],
  ['of which the ridge is tiny, and what they read depends on itself,', false, twice, { inputs: ['u', 'again'], ridge: 1e-12 }],
])('recursive least squares %s come to what they do step by step; solved at once: %s', async (_, atOnce, table, options) => {
  const stepping = vi.spyOn(EchoStateNetwork.prototype, 'seeing');
  const own = await fit(table, { readout: 'rls', ...options });
  expect(stepping.mock.calls.length === 0).toBe(atOnce);
  stepping.mockRestore();
  const { V, c } = own.network.tensors;
  const [said, exact] = [[...V!.data, ...c!.data], stepByStep(own)];
  expect(largestDifference(said, exact) / Math.max(...exact.map(Math.abs))).toBeLessThan(1e-4); // said in float32, and large weights of two that are one take each other away
});

test('what has changed is followed by a readout that forgets', async () => {
  const rows = one.rows;
  const turned: NumberTable = { ...one, column: (index) => (index === 1 ? one.column(index).map((value, t) => (t < rows / 2 ? -value : value)) : one.column(index)) };
  const error = async (options: Partial<EchoStateOptions>) => (await fit(turned, options)).report.test.nrmse.mean;
  expect(await error({ readout: 'rls', forgetting: 0.95 })).toBeLessThan(0.5 * await error({}));
});

test('what is even in the states is said by their squares: without a bias tanh is odd', async () => {
  const error = async (squares: boolean) => (await fit(one, { target: 'z', bias: 0, squares })).report.test.nrmse.mean;
  expect(await error(false)).toBeGreaterThan(0.9);
  expect(await error(true)).toBeLessThan(0.3);
});

test('each target is measured by itself: as one that is alone', async () => {
  const [both, y, z] = [await fit(one, { moreTargets: ['z'] }), await fit(one, {}), await fit(one, { target: 'z' })];
  expect(both.report.targets).toEqual([{ name: 'y', train: y.report.train, test: y.report.test }, { name: 'z', train: z.report.train, test: z.report.test }]);
  expect(both.report.test.nmse.mean).toBeCloseTo((y.report.test.nmse.mean + z.report.test.nmse.mean) / 2, 12);
});

/** What a run of the experiment in the checkpoint of a fit learns at its step. */
async function learntByRun(own: EchoStateFit, table: NumberTable) {
  const { experiment } = echoStateCheckpoint(own, echoStateExperiment(own, table.file), 1);
  const source = new SeveralSeries(table, experiment, experiment.data as Required<SeriesData>);
  const engine = new ReadoutEngine(await start('wasm') as TfjsEngine, kernels);
  const { model, training, seed } = experiment;
  const compiled = await engine.compile(recurrent({ ...model, outputReads: outputReads(training.readout), loss: training.loss, inputSize: source.inputSize, outputSize: source.outputSize }, engine.unroll), training, seed);
  await compiled.run(source.next());
  const learnt = await compiled.snapshot();
  compiled.dispose();
  return learnt;
}

describe('several series', () => {
  test('begin from the state 0 each, are washed out each, and whole ones are kept to test with', async () => {
    const { series, report, network } = await fit(five, { series: 'who' });
    expect(series.segments.map(({ from }) => from)).toEqual([0, 120, 240, 360, 480]);
    expect(report.rows).toEqual({ train: 300, test: 200 });
    // The last series says alone what it says as the last.
    const { experiment, tensors } = echoStateCheckpoint({ series, network, report }, echoStateExperiment({ series, network, report }, 'x.csv'), 1);
    const last: NumberTable = { ...five, rows: 120, column: (index) => five.column(index).slice(480) };
    const { prediction } = predictSeries({ experiment, tensors, vocabulary: { columns: [series.targetScale, ...series.inputScales] } } as never, last);
    expect(largestDifference(prediction, network.predictions.subarray(480))).toBeLessThan(1e-5);
  });

  test.each<Partial<EchoStateOptions>>([{}, { readout: 'rls', forgetting: 0.99 }])('are those of the experiment in the checkpoint, each in a window of its own: %j', async (options) => {
    const own = await fit(five, { series: 'who', moreTargets: ['z'], ...options });
    const { experiment } = echoStateCheckpoint(own, echoStateExperiment(own, 'five.csv'), 1);
    expect(experiment).toMatchObject({ data: { file: 'five.csv', series: 'who' }, training: { steps: 1, batchSize: 3, tau: 120 } });
    const source = new SeveralSeries(five, experiment, experiment.data as Required<SeriesData>);
    const { x, y } = source.next();
    expect([...x.data]).toEqual([...own.series.x.slice(0, 360)]);
    expect([[...y.data], y.mask]).toEqual([[...own.series.y.slice(0, 720)], undefined]);
    expect([...source.validation()].map(({ batchSize }) => batchSize)).toEqual([2]);
    const { V, 'layers.0.W': W } = await learntByRun(own, five);
    expect(largestDifference(W!.data, own.network.tensors['layers.0.W']!.data)).toBe(0);
    const size = Math.max(...V!.data.map(Math.abs));
    expect(largestDifference(V!.data, own.network.tensors['V']!.data) / size).toBeLessThan(1e-3);
  });

  test('begin with nothing said where the output is fed back without a washout: each as if it were alone', async () => {
    const own = await fit(five, { series: 'who', feedback: 0.5, washout: 0, spectralRadius: 0.4, test: 0.4 });
    const { prediction } = predictSeries(echoStateCheckpoint(own, echoStateExperiment(own, 'x.csv'), 1), five);
    expect(own.series.trainSteps).toBe(360);
    expect(largestDifference(prediction.subarray(360), own.network.predictions.subarray(360))).toBeLessThan(1e-4);
  });

  test('of several files are those of one file that names them', async () => {
    const files = Array.from({ length: 5 }, (_, s) => tableOfText(`u,y,z\n${text(5, 120, false).split('\n').slice(1 + 120 * s, 121 + 120 * s).join('\n')}\n`, `${s}.csv`));
    const [named, joined] = [await fit(five, { series: 'who' }), await fit(joinTables(files), {})];
    expect(joined.network.predictions).toEqual(named.network.predictions);
    expect(() => joinTables([files[0]!, tableOfText('u,y\n1,2\n', 'other.csv')]).column(2)).toThrow('other.csv has no column "z"');
  });

  test('that come in pieces, or are shorter than the washout, get a sentence', async () => {
    await expect(fit(tableOfText('who,u,y\na,1,2\nb,2,3\na,3,4\n', 'p.csv'), { series: 'who' })).rejects.toThrow('The rows of the series "a" of p.csv ("who") do not follow each other: sort them.');
    await expect(fit(five, { series: 'who', washout: 121 })).rejects.toThrow('five.csv is too short: of the 120 steps of its longest series the washout takes 121 steps, and at least 2 must be left. Lower the washout.');
  });
});

describe('FORCE', () => {
  const wave = tableOfText(`v\n${Array.from({ length: 1500 }, (_, t) => Math.sin(0.2 * t) + 0.5 * Math.sin(0.4 * t)).join('\n')}\n`, 'wave.csv');
  const force: Partial<EchoStateOptions> = { readout: 'force', inputs: ['v'], target: 'v', horizon: 1, units: 100, spectralRadius: 1.2, inputScaling: 1, bias: 0, ridge: 1, leakRate: 0.6, readInputs: false, test: 0.1 };

  test('learns to go on by itself, which is what the part tested with is', async () => {
    const { report, network, series } = await fit(wave, force);
    expect(report.test.nrmse.mean).toBeLessThan(0.2);
    const { experiment } = echoStateCheckpoint({ series, network, report }, echoStateExperiment({ series, network, report }, 'wave.csv'), 1);
    expect(experiment).toMatchObject({ data: { itself: true, horizon: 1 }, training: { readout: { kind: 'force', lambda: 1, forgetting: 1 } } });
  });

  test.each([0, 10])('is that of the experiment in the checkpoint, washed out or not: the first row of a series is read as it is (washout %d)', async (washout) => {
    const own = await fit(five, { series: 'who', readout: 'force', inputs: ['y', 'z', 'u'], moreTargets: ['z'], horizon: 1, washout, ridge: 1, spectralRadius: 0.5 });
    const { V } = await learntByRun(own, five);
    expect(largestDifference(V!.data, own.network.tensors['V']!.data) / Math.max(...V!.data.map(Math.abs))).toBeLessThan(1e-3);
  });

  test('goes on in another series from its first row, where nothing is washed out', async () => {
    const own = await fit(five, { series: 'who', readout: 'force', inputs: ['y', 'u'], horizon: 1, washout: 0, ridge: 1, spectralRadius: 0.5 });
    const { prediction } = predictSeries(echoStateCheckpoint(own, echoStateExperiment(own, 'x.csv'), 1), five);
    expect(own.network.predictions[own.series.trainSteps]).toBeCloseTo(prediction[360]!, 4); // of the row that is read there; from the next on it reads itself
    expect(own.network.predictions[own.series.trainSteps + 5]).not.toBeCloseTo(prediction[365]!, 4);
  });

  test('needs an output that is read, and a beginning', async () => {
    await expect(fit(one, { readout: 'force' })).rejects.toThrow('FORCE learns while the network reads its own output: set the feedback above 0, or read "y" and look one row ahead (horizon 1).');
    await expect(fit(one, { readout: 'force', feedback: 0.3, ridge: 0 })).rejects.toThrow('Recursive least squares begin with a ridge above 0');
    expect((await fit(one, { readout: 'force', feedback: 0.3 })).report.test.nrmse.mean).toBeLessThan(0.5);
  });
});

test('a lab that keeps its drives says of each readout what a lab of its own says', async () => {
  const kept = new KeptDrives();
  for (const options of [{}, { readout: 'rls' }, { squares: true }, { moreTargets: ['z'] }, { readout: 'lms' }, { noise: 0.01, readout: 'rls' }, { layers: 2 }, { layers: 2, readout: 'rls' }, { layers: 2, readLayers: 'last' }, { layers: 2, above: [{ leakRate: 0.5 }] }] as Partial<EchoStateOptions>[]) {
    const own = await fitEchoState(one, { ...small, ...options }, { ...surroundings, kept });
    expect(own.network.said).toEqual((await fit(one, options)).network.said);
  }
});

test('sliders scale the layers above as those are drawn', () => {
  const draw = rememberedDrawing();
  const deep = { ...small, layers: 2 };
  atOnce(draw(deep, 3));
  const other = { ...deep, spectralRadius: 0.4, inputScaling: 0.7, bias: 0.1, above: [{ spectralRadius: 0.9, inputScaling: 0.3, leakRate: 0.5 }] };
  const [scaled, anew] = [draw(other, 3), drawWeights(other, 3)].map(atOnce) as [DrawnTensors, DrawnTensors];
  expect(Object.keys(anew)).toEqual(['layers.0.U', 'layers.0.W', 'layers.0.b', 'layers.1.U', 'layers.1.W', 'layers.1.b']);
  for (const [name, { data }] of Object.entries(anew)) expect(largestDifference(data, scaled[name]!.data)).toBeLessThan(1e-7);
});

test.each<[string, Partial<EchoStateOptions>, string]>([
  ['a target asked for twice', { moreTargets: ['y'] }, '"y" is asked for twice.'],
  ['targets of which only some are read', { inputs: ['y'], moreTargets: ['z'], horizon: 1 }, 'Of the targets "y" is read, but "z" is not: read all of them, or none.'],
  ['a column of series that is not there', { series: 'who' }, 'one.csv has no column "who"'],
])('%s gets a sentence', async (_, options, sentence) => {
  await expect(fit(one, options)).rejects.toThrow(sentence);
});

test('a readout of the uppermost layer says what one that sees nothing else says', async () => {
  const deep = await fit(one, { layers: 2, readLayers: 'last', readInputs: false });
  expect(deep.network.tensors['V']!.shape).toEqual([24, 1]);
  const { known } = deep.network.drive;
  const upper = Array.from({ length: deep.series.steps }, (_, t) => known!.subarray(48 * t + 24, 48 * t + 48));
  const { data: V } = deep.network.tensors['V']!;
  const c = deep.network.tensors['c']!.data[0]!;
  const { mean, deviation } = deep.series.targetScale;
  const said = upper.map((h) => mean + deviation * h.reduce((sum, value, i) => sum + value * V[i]!, c));
  expect(largestDifference(said, deep.network.predictions)).toBeLessThan(1e-6);
});

test('of a layer whose units lead nowhere it is said which', async () => {
  await expect(fit(one, { layers: 2, above: [{ density: 1e-6 }] })).rejects.toThrow('With 24 units and a density of 1e-6 in layer 2 none comes back to itself');
});
