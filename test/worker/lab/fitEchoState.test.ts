import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { tableOfText } from '../../../src/core/data/numberTable.ts';
import { SeriesSource } from '../../../src/core/data/series.ts';
import { SpecError } from '../../../src/core/spec/problem.ts';
import type { SeriesData } from '../../../src/core/spec/experiment.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { echoStateCheckpoint, echoStateExperiment } from '../../../src/worker/lab/echoStateCheckpoint.ts';
import { fitEchoState } from '../../../src/worker/lab/fitEchoState.ts';
import { predictSeries } from '../../../src/worker/lab/predictSeries.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { drive, ridge } from '../../engine/reservoir/reference.ts';
import { narmaTable } from './narmaTable.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const surroundings = { openWorkspace: () => createWorkspace(kernels), breathe: async () => {} };
const narma: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0 };
const small = { ...narma, units: 20, washout: 20, inputScaling: 0.1 };

describe('a fit', () => {
  test('of NARMA-10 with 200 units and nothing else said has an NRMSE under 0.26', async () => {
    const { report: { train, test, rows } } = await fitEchoState(narmaTable(5000), narma, surroundings);
    expect(rows).toEqual({ train: 3400, test: 1500 });
    expect(test.nrmse.mean).toBeLessThan(0.26);
    expect(test.nrmse.mean).toBeGreaterThan(train.nrmse.mean);
    expect(test.nmse.mean).toBeCloseTo(test.nrmse.mean ** 2, 10);
    expect(test.r2.mean).toBeCloseTo(1 - test.nmse.mean, 10);
    expect(test.nrmse.spread).toBeNull();
  });

  test.each([2, 3, 4])('of NARMA-10, drawn by seed %i, has an NRMSE under 0.26 in the mean of three networks', async series => {
    const { report: { test } } = await fitEchoState(narmaTable(3000, series), { ...narma, runs: 3 }, surroundings);
    expect(test.nrmse.mean).toBeLessThan(0.26);
  });

  test('is the ridge regression in float64 on states, inputs and a bias, and the state goes on into the part tested with', async () => {
    const { series, network } = await fitEchoState(narmaTable(300), { ...small, ridge: 1e-3, leakRate: 0.6, density: 1 }, surroundings);
    const { 'layers.0.W': W, 'layers.0.U': U, 'layers.0.b': b } = network.tensors;
    const turned = W!.data.map((_, i) => W!.data[(i % 20) * 20 + Math.floor(i / 20)]!);
    const states = drive({ units: 20, inputs: 1, W: turned, inputWeights: U!.data, bias: b!.data, alpha: 0.4 }, series.x, Array<number>(20).fill(0));
    const features = Array.from({ length: 300 }, (_, t) => [...states.slice(20 * t, 20 * t + 20), series.x[t]!, 1]);
    const learnt = features.slice(20, 210);
    const weights = ridge({ rows: 190, columns: 22, values: learnt.flat() }, { rows: 190, columns: 1, values: [...series.y.slice(20, 210)] }, 1e-3).flat();
    const { mean, deviation } = series.targetScale;
    const theirs = features.map(row => mean + deviation * row.reduce((sum, value, i) => sum + value * weights[i]!, 0));
    expect(Math.max(...theirs.map((value, t) => Math.abs(value - network.predictions[t]!)))).toBeLessThan(1e-5);
  });

  test('several times has the mean and the spread of its runs, each with the next seed', async () => {
    const { report } = await fitEchoState(narmaTable(400), { ...small, seed: 5, runs: 3 }, surroundings);
    expect(report.runs.map(({ seed }) => seed)).toEqual([5, 6, 7]);
    const errors = report.runs.map(({ test }) => test.nrmse);
    const mean = (errors[0]! + errors[1]! + errors[2]!) / 3;
    expect(report.test.nrmse.mean).toBeCloseTo(mean, 12);
    expect(report.test.nrmse.spread).toBeCloseTo(Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / 2), 12);
    expect(new Set(errors).size).toBe(3);
    const again = await fitEchoState(narmaTable(400), { ...small, seed: 6 }, surroundings);
    expect(again.report.test.nrmse.mean).toBe(errors[1]);
  });

  test('with feedback is taught by its targets, and then reads what it says itself', async () => {
    const { series, network } = await fitEchoState(narmaTable(300), { ...small, ridge: 1e-3, feedback: 0.2, density: 1 }, surroundings);
    const { 'layers.0.W': W, 'layers.0.U': U, 'layers.0.Y': Y, 'layers.0.b': b, V, c } = network.tensors;
    const turned = W!.data.map((_, i) => W!.data[(i % 20) * 20 + Math.floor(i / 20)]!);
    const both = Float32Array.from({ length: 40 }, (_, i) => [U!, Y!][i % 2]!.data[i >> 1]!);
    expect(Math.max(...Y!.data.map(Math.abs))).toBeLessThanOrEqual(0.2);
    let [state, before] = [Array<number>(20).fill(0), 0];
    const theirs = Array.from(series.x, (x, t) => {
      state = drive({ units: 20, inputs: 2, W: turned, inputWeights: both, bias: b!.data, alpha: 0 }, Float32Array.of(x, before), state);
      const o = [...state, x].reduce((sum, value, i) => sum + value * V!.data[i]!, c!.data[0]!);
      before = t < 210 ? series.y[t]! : o;
      return series.targetScale.mean + series.targetScale.deviation * o;
    });
    expect(Math.max(...theirs.map((value, t) => Math.abs(value - network.predictions[t]!)))).toBeLessThan(1e-5);
    const without = await fitEchoState(narmaTable(300), { ...small, ridge: 1e-3, density: 1 }, surroundings);
    expect(network.train.nrmse).toBeLessThan(without.network.train.nrmse);
  });

  test('with state noise learns another readout, the same again with the same seed', async () => {
    const fit = async (noise: number, seed = 1) => (await fitEchoState(narmaTable(300), { ...small, noise, seed }, surroundings)).network.tensors;
    const [still, noisy, again] = [await fit(0), await fit(0.01), await fit(0.01)];
    expect(noisy).toEqual(again);
    expect(noisy['layers.0.W']).toEqual(still['layers.0.W']);
    const size = (V: Float32Array) => Math.hypot(...V);
    expect(size(noisy['V']!.data)).toBeLessThan(size(still['V']!.data));
  });

  test.each<Partial<EchoStateOptions>>([{}, { readout: 'rls' }, { readout: 'rls', forgetting: 0.99 }, { readout: 'lms' }, { noise: 1e-3 }])('with %o tells how far it is up to the end', async (options) => {
    const shares: number[] = [];
    await fitEchoState(narmaTable(400), { ...small, ...options }, { ...surroundings, onProgress: share => shares.push(share) });
    expect(shares.filter(share => share === 1)).toHaveLength(2); // at the last step, and at the end
  });

  test('ends when it is no longer wanted, and tells how far it is', async () => {
    const shares: number[] = [];
    await fitEchoState(narmaTable(400), { ...small, runs: 2 }, { ...surroundings, onProgress: share => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 10);
    const fit = fitEchoState(narmaTable(400), small, { ...surroundings, signal: AbortSignal.abort(new Error('Not wanted.')) });
    await expect(fit).rejects.toThrow('Not wanted.');
  });
});

const text = (rows: number, value: (t: number) => string) => `u,y\n${Array.from({ length: rows }, (_, t) => value(t)).join('\n')}\n`;
const bad: [string, string, Partial<EchoStateOptions>, string][] = [
  ['an input that never changes', text(200, t => `1,${t % 7}`), {}, '"u" of s.csv never changes in the part that is learnt from, so that it says nothing about "y": read another column.'],
  ['a target that never changes', text(200, t => `${t % 7},1`), {}, '"y" of s.csv never changes in the part that is learnt from, so that there is nothing to learn.'],
  ['a target that stops changing', text(200, t => `${t % 7},${t < 140 ? t % 5 : 1}`), {}, '"y" of s.csv never changes in the part that is tested with, so that an error there has no measure: keep a larger share.'],
  ['NaN', text(200, t => (t === 41 ? 'NaN,1' : `${t % 7},${t % 5}`)), {}, 's.csv:43:1: "u" is "NaN", not a number. Every row needs one there.'],
  ['an empty cell', text(200, t => (t === 41 ? ',1' : `${t % 7},${t % 5}`)), {}, 's.csv:43:1: "u" is empty. Every row needs a number there.'],
  ['too few rows for the washout', text(140, t => `${t % 7},${t % 5}`), { washout: 100 }, 's.csv is too short: of 98 steps to learn from the washout takes 100 steps, and at least 2 must be left. Lower the washout, or keep a smaller share to test with.'],
  ['a column that is not there', text(200, t => `${t % 7},${t % 5}`), { inputs: ['v'] }, 's.csv has no column "v"; it has "u" and "y"'],
  ['a target read in its own row', text(200, t => `${t % 7},${t % 5}`), { inputs: ['u', 'y'] }, '"y" is read and asked for in the same row: look 1 or more rows ahead (horizon), or read another column.'],
  ['numbers too large in the part tested with', text(200, t => `${t === 190 ? 1e60 : t % 7},${t % 5}`), {}, 's.csv, data row 191: "u" is too far from what was learnt from to compute with.'],
  ['a target that would be read twice', text(200, t => `${t % 7},${t % 5}`), { inputs: ['y'], horizon: 1, feedback: 1 }, 'Fed back, the forecast of "y" for a row would be read with the row itself: set the feedback to 0, do not read "y", or look 2 or more rows ahead (horizon).'],
  ['no column to read', text(200, t => `${t % 7},${t % 5}`), { inputs: [] }, 'There is no column to read: name one as an input.'],
  ['a header alone', 'u,y\n', {}, 's.csv has no rows.'],
  ['units of which none comes back to itself', text(200, t => `${t % 7},${t % 5}`), { units: 1, density: 1e-6 }, 'With 1 unit and a density of 1e-6 none comes back to itself, so that nothing is remembered: raise the density, or take more units.'],
  ['numbers too large', text(200, t => `${t % 2 ? 1e200 : 0},${t % 5}`), {}, 's.csv: the numbers of "u" are too large, or too close to each other, to compute with. Scale the column.'],
];

test.each(bad)('%s gets a sentence', async (_, csv, options, sentence) => {
  const fit = fitEchoState(tableOfText(csv, 's.csv'), { ...small, ...options }, surroundings);
  await expect(fit).rejects.toThrow(SpecError);
  await expect(fit).rejects.toThrow(sentence);
});

test('what the readout cannot tell apart asks for a ridge', async () => {
  // Neither input nor state reaches a unit: each says its bias, again and again.
  const fit = fitEchoState(narmaTable(300), { ...small, spectralRadius: 0, density: 1, inputScaling: 0, ridge: 0 }, surroundings);
  await expect(fit).rejects.toThrow(/^The Gram matrix is singular: .* so that a ridge of 0 has no one solution\. Raise the ridge, to 1e-6 for example\.$/);
});

test('a spectral radius from 1 on, and an input among others that never changes, are allowed, and said', async () => {
  const { report: { warnings } } = await fitEchoState(narmaTable(300), { ...small, inputs: ['u', 'still'], spectralRadius: 1.2 }, surroundings);
  expect(warnings).toEqual([
    '"still" never changes in the part that is learnt from: there is nothing to learn from it.',
    expect.stringMatching(/^The spectral radius is 1\.2: from 1 on a small difference between two states need not fade/),
  ]);
});

describe('a fitted network', () => {
  const options = { ...small, inputs: ['u', 'y'], horizon: 2 };
  const saved = async () => {
    const table = narmaTable(300);
    const fit = await fitEchoState(table, options, surroundings);
    return { table, fit, checkpoint: decodeCheckpoint(encodeCheckpoint(echoStateCheckpoint(fit, echoStateExperiment(fit, '../narma.csv'), 1.5))) };
  };

  test('is a checkpoint that predicts what it predicted', async () => {
    const { table, fit, checkpoint } = await saved();
    const { prediction, column, horizon, target } = predictSeries(checkpoint, table);
    expect([column, horizon, prediction.length, target!.length]).toEqual(['y', 2, 300, 300]);
    const own = fit.network.predictions;
    expect(Math.max(...Array.from(own, (value, t) => Math.abs(value - prediction[t]!)))).toBeLessThan(1e-5);
  });

  test('that reads its own output predicts from that alone, and its experiment reads it too', async () => {
    const table = narmaTable(300);
    const fit = await fitEchoState(table, { ...small, feedback: 0.2, noise: 1e-4 }, surroundings);
    const checkpoint = decodeCheckpoint(encodeCheckpoint(echoStateCheckpoint(fit, echoStateExperiment(fit, 'narma.csv'), 1.5)));
    expect(checkpoint.experiment.model).toMatchObject({ recurrence: 'both', layers: [{ cell: { feedbackScaling: 0.2, noise: 1e-4 } }] });
    const { prediction } = predictSeries(checkpoint, table);
    // What it began with has faded by the part tested with, and from there on both read their own.
    const errors = Array.from(prediction.subarray(0, 90), (_, i) => Math.abs(prediction[210 + i]! - fit.network.predictions[210 + i]!));
    expect(Math.max(...errors.slice(60))).toBeLessThan(1e-3);
  });

  test('is one of an experiment whose data agrees with it', async () => {
    const { table, fit, checkpoint } = await saved();
    expect(checkpoint.experiment.data).toEqual({ kind: 'series', file: '../narma.csv', files: [], series: '', column: 'y', targets: [], inputs: ['u'], itself: true, horizon: 2, validation: 0.3 });
    expect(checkpoint.experiment.training).toMatchObject({ tau: 208, readout: { kind: 'ridge', lambda: 1e-6, washout: 20, layers: 'last', inputs: true, bias: true } });
    const source = new SeriesSource(table, checkpoint.experiment, checkpoint.experiment.data as Required<SeriesData>);
    expect(source.memory).toEqual(checkpoint.vocabulary);
    expect(source.inputSize).toBe(2);
    const { x, y } = source.next();
    expect([...x.data]).toEqual([...fit.series.x.slice(0, 2 * 208)]);
    expect([...y.data]).toEqual([...fit.series.y.slice(0, 208)]);
  });

  test('predicts where the target is not known yet', async () => {
    const fit = await fitEchoState(narmaTable(300), small, surroundings);
    const checkpoint = echoStateCheckpoint(fit, echoStateExperiment(fit, 'narma.csv'), 1);
    const { prediction, target } = predictSeries(checkpoint, tableOfText('u,y\n0.1,0.3\n0.2,\n', 'tomorrow.csv'));
    expect([prediction.length, target]).toEqual([2, undefined]);
  });

  test('refuses what it is not', async () => {
    const { table, checkpoint } = await saved();
    const model = { ...checkpoint.experiment.model, output: 'last' as const };
    expect(() => predictSeries({ ...checkpoint, experiment: { ...checkpoint.experiment, model } }, table)).toThrow('This checkpoint is not of reservoirs under a linear readout');
  });
});
