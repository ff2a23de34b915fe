import { expect, test, vi } from 'vitest';
import { joinTables, tableOfText } from '../../../src/core/data/numberTable.ts';
import { split } from '../../../src/core/math/random.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { Reservoir } from '../../../src/engine/reservoir/reservoir.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { classCheckpoint, classExperiment, classesIn } from '../../../src/worker/lab/classCheckpoint.ts';
import { classifySeries } from '../../../src/worker/lab/classifySeries.ts';
import { KeptPooled } from '../../../src/worker/lab/keptPooled.ts';
import { predictClasses } from '../../../src/worker/lab/predictClasses.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const surroundings = { openWorkspace: () => createWorkspace(kernels), breathe: async () => {} };
const options: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'kind', series: 'who', horizon: 0, units: 30, washout: 10, inputScaling: 0.5, ridge: 1e-3, density: 0.3 };

/** Waves of two periods and of any phase, and noise: alike in mean and deviation. */
function text(count = 40, rows = 60): string {
  const random = split(5, 'data');
  const lines = Array.from({ length: count }, (_, s) => {
    const [slow, phase] = [s % 2 === 0, random.uniform(0, 6)];
    return Array.from({ length: rows }, (__, t) => `s${s},${slow ? 'slow' : 'fast'},${Math.sin((slow ? 0.3 : 0.5) * t + phase) + 0.3 * random.normal()}`);
  });
  return `who,kind,u\n${lines.flat().join('\n')}\n`;
}
const waves = tableOfText(text(), 'waves.csv');
const classify = (more: Partial<EchoStateOptions> = {}, pool: 'mean' | 'last' = 'mean', table = waves) => classifySeries(table, { ...options, ...more }, pool, surroundings).then(({ report }) => report);

test('tells series apart that differ in their rhythm alone, by squares of states, which a linear mean is blind to', async () => {
  const { classes, series, accuracy, confusion, runs } = await classify({ squares: true, runs: 2 });
  expect([classes, series]).toEqual([['fast', 'slow'], { train: 28, test: 12 }]);
  expect(accuracy.test.mean).toBeGreaterThan(0.9);
  expect(accuracy.test.spread).not.toBeNull();
  expect(confusion.flat().reduce((sum, each) => sum + each, 0)).toBe(12);
  expect((confusion[0]![0]! + confusion[1]![1]!) / 12).toBeCloseTo(runs[0]!.test, 12);
});

test.each([{ squares: true, readInputs: false }, { layers: 2, squares: true }, { pool: 'last' as const }])('a checkpoint with %o tells the class that was told, of each series', async (more) => {
  const fit = await classifySeries(waves, { ...options, ...more }, more.pool ?? 'mean', surroundings);
  const checkpoint = decodeCheckpoint(encodeCheckpoint(classCheckpoint(fit, classExperiment(fit, 'waves.csv'), 1)));
  const told = predictClasses(checkpoint, classesIn(checkpoint)!, waves);
  expect(told.map(({ name }) => name)).toEqual(Array.from({ length: 40 }, (_, s) => `s${s}`));
  const { series: { test: kept, labels, classes }, report } = fit;
  expect(kept.filter((s) => told[s]!.said === classes[labels[s]!]).length / kept.length).toBeCloseTo(report.accuracy.test.mean, 12);
  expect(told.every(({ answers, truth }, s) => answers.length === 2 && truth === classes[labels[s]!])).toBe(true);
  const squares = kept.map((s) => told[s]!.answers.reduce((sum, answer, k) => sum + (answer - Number(k === labels[s])) ** 2 / 2, 0));
  expect(squares.reduce((sum, each) => sum + each / kept.length, 0)).toBeCloseTo(checkpoint.validationLoss!, 4);
});

test('a class of which no series is kept is said so, and its row is empty', async () => {
  const { confusion, warnings, series } = await classify({}, 'mean', tableOfText(text().replaceAll('s0,slow', 's0,rare'), 'w.csv'));
  expect(series).toEqual({ train: 28, test: 12 });
  expect(confusion[1]).toEqual([0, 0, 0]);
  expect(warnings).toEqual(['No series of the class "rare" is tested with: keep a larger share, or have more of them.']);
});

test('the last state is another thing to tell by', async () => {
  const answers = async (pool: 'last' | 'mean') => {
    const fit = await classifySeries(waves, { ...options, pool }, pool, surroundings);
    const checkpoint = decodeCheckpoint(encodeCheckpoint(classCheckpoint(fit, classExperiment(fit, 'waves.csv'), 1)));
    return predictClasses(checkpoint, classesIn(checkpoint)!, waves).map((told) => told.answers[0]!);
  };
  const [last, mean] = [await answers('last'), await answers('mean')];
  expect(last.filter((answer, s) => Math.abs(answer - mean[s]!) > 1e-3).length).toBeGreaterThan(30);
});

test.each<[string, Partial<EchoStateOptions>, boolean]>([
  ['another ridge', { ridge: 1 }, false], ['another leak rate', { leakRate: 0.5 }, true], ['another washout', { washout: 11 }, true], ['squares', { squares: true }, true],
  ['another share to test with, and thus another scale', { test: 0.5 }, true], ['another seed', { seed: 2 }, true],
])('where a lab has driven already, %s of %o drives again: %s', async (_, more, again) => {
  const kept = new KeptPooled();
  await classifySeries(waves, options, 'mean', { ...surroundings, kept });
  const run = vi.spyOn(Reservoir.prototype, 'run');
  const { report, network } = await classifySeries(waves, { ...options, ...more }, 'mean', { ...surroundings, kept });
  expect(run.mock.calls.length > 0).toBe(again);
  run.mockRestore();
  const anew = await classifySeries(waves, { ...options, ...more }, 'mean', surroundings);
  expect([report, network]).toEqual([anew.report, anew.network]);
});

test('within a long series others have their turn, and it is given up', async () => {
  const long = tableOfText(text(4, 3000), 'long.csv');
  const end = new AbortController();
  const shares: number[] = [];
  const onProgress = (share: number): void => { shares.push(share); if (share > 0.1) end.abort(new Error('enough')); };
  await expect(classifySeries(long, options, 'mean', { ...surroundings, onProgress, signal: end.signal })).rejects.toThrow('enough');
  expect([shares.length > 1, shares.at(-1)! < 0.25]).toEqual([true, true]);
});

test('classes that have nothing to do with the series are told by chance', async () => {
  const random = split(9, 'data');
  const shuffled = Array.from({ length: 40 }, () => (random.uniform() < 0.5 ? 'fast' : 'slow'));
  const table = { ...waves, words: (index: number) => (index === 1 ? waves.words!(0).map((who) => shuffled[Number(who.slice(1))]!) : waves.words!(index)) };
  expect((await classify({ squares: true, runs: 4, ridge: 1 }, 'mean', table)).accuracy.test.mean).toBeLessThan(0.8);
});

test('of several files the one that a series is from is named, when it is fitted and when it is told', async () => {
  const joined = (csv: string) => joinTables([tableOfText(text(4), 'a.csv'), tableOfText(csv, 'b.csv')]);
  const fitted = (csv: string) => classify({}, 'mean', joined(csv));
  await expect(fitted(text(4).replace('s1,fast', 's1,slow'))).rejects.toThrow('In b.csv the series "s1" is of two classes ("kind")');
  await expect(fitted('who,kind,u\ns1,slow,1\n')).rejects.toThrow('In b.csv the series "s1" has 1 row, and the washout takes 10: lower the washout, or leave the series out.');
  await expect(fitted('who,kind,u\ns1,slow,1\ns2,slow,1\ns1,slow,2\n')).rejects.toThrow('The rows of the series "s1" of b.csv ("who") do not follow each other: sort them.');
  const fit = await classifySeries(waves, options, 'mean', surroundings);
  const checkpoint = decodeCheckpoint(encodeCheckpoint(classCheckpoint(fit, classExperiment(fit, 'waves.csv'), 1)));
  expect(() => predictClasses(checkpoint, classesIn(checkpoint)!, joined('who,kind,u\ns1,slow,1\n'))).toThrow('In b.csv the series "s1" has 1 row, and the network takes 10 for its washout before it tells a class: give it more rows, or leave it out.');
});

test.each<[string, Partial<EchoStateOptions>, string, string]>([
  ['a class that is read', { inputs: ['kind'] }, text(), 'Name the columns that are read as inputs, without "kind", which is the class.'],
  ['one class', {}, text().replaceAll('slow', 'fast'), 'All series of w.csv are of the class "fast" ("kind"), so that there is nothing to tell: add series of another class, or choose another column as the class.'],
  ['a series of two classes', {}, text().replace('s0,slow', 's0,fast'), 'In w.csv the series "s0" is of two classes ("kind"), "fast" and from its row 2 on "slow": give it one, or tell the series apart by a column that changes with the class (series).'],
  ['one series of each class', { series: 'who' }, text(4, 60).replace(/s(\d),\w+/g, 's$1,kind$1'), 'Each class of w.csv ("kind") has one series, which is learnt from, so that none is left to test with: add series of these classes, or choose another column as the class.'],
  ['one series', { series: '' }, text(), 'w.csv has 1 series: to tell classes takes 4 at least, told apart by a column (series), or in files of their own.'],
  ['a long washout', { washout: 60 }, text(), 'In w.csv the series "s0" has 60 rows, and the washout takes 60: lower the washout, or leave the series out.'],
  ['numbers that never change', {}, text().replaceAll(/,[-\d.e]+\n/g, ',1\n').replaceAll(/,[-\d.e]+$/gm, ',1'), '"u" of w.csv never changes in the series that are learnt from, so that it says nothing about "kind": read another column.'],
])('%s gets a sentence', async (_, more, csv, sentence) => {
  await expect(classify(more, 'mean', tableOfText(csv, 'w.csv'))).rejects.toThrow(sentence);
});
