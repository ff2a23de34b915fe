import { describe, expect, test } from 'vitest';
import { tableOfText } from '../../../../src/core/data/numberTable.ts';
import { loadKernels } from '../../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../../src/engine/kernels/workspace.ts';
import { echoStateDefaults } from '../../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../../src/protocol/echoState.ts';
import { ranked } from '../../../../src/protocol/ranking.ts';
import { learntIn, searchDefaults, searchable, searchedNames } from '../../../../src/protocol/search.ts';
import type { SearchPlan, SearchRequest, Trial, TrialScore } from '../../../../src/protocol/search.ts';
import { roundsOf } from '../../../../src/protocol/searchWords.ts';
import { classifySeries } from '../../../../src/worker/lab/classifySeries.ts';
import { echoStateSeries } from '../../../../src/worker/lab/echoStateSeries.ts';
import { fitEchoState } from '../../../../src/worker/lab/fitEchoState.ts';
import { labelledSeries, labelsOf } from '../../../../src/worker/lab/labelledSeries.ts';
import { split } from '../../../../src/core/math/random.ts';
import { atOnce } from '../../../../src/core/math/turns.ts';
import { rememberedDrawings } from '../../../../src/worker/lab/search/drawings.ts';
import { drawTrials } from '../../../../src/worker/lab/search/drawTrials.ts';
import { classTaskOf, planClasses } from '../../../../src/worker/lab/search/planClasses.ts';
import { planSearch, taskOf } from '../../../../src/worker/lab/search/planSearch.ts';
import { prepareSearch } from '../../../../src/worker/lab/search/prepareSearch.ts';
import { readSearch } from '../../../../src/worker/lab/search/readSearch.ts';
import { runSearch } from '../../../../src/worker/lab/search/runSearch.ts';
import { rowsOf, scoreTrial } from '../../../../src/worker/lab/search/scoreTrial.ts';
import { seriesAsFiles } from '../../../../src/worker/lab/search/seriesAsFiles.ts';
import { readOnlyPlain } from '../../../engine/kernels/builds.ts';
import { narmaCsv, narmaTable } from '../narmaTable.ts';

const options: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, units: 20, washout: 20 };
const random: SearchRequest = { ...searchDefaults, ranges: { spectralRadius: [0.2, 1.2], ridge: [1e-8, 1] } };
const halving: SearchRequest = { ...random, method: 'halving' };

/** Four series of 300, 300, 200 and 200 rows: of files, or told apart by words in a column. */
const files = [300, 600, 800];
const ofFiles = { ...narmaTable(1000), files, fileNames: ['a', 'b', 'c', 'd'] };
const [head = '', ...lines] = narmaCsv(1000).trim().split('\n');
const ofWords = tableOfText([`${head},run`, ...lines.map((line, row) => `${line},${'abcd'[files.filter(start => start <= row).length]}`)].join('\n'), 'narma.csv');

describe('trials', () => {
  test('are the same for the same seed, and stay as they are when there are more, or another range', () => {
    const trials = drawTrials(random, options);
    expect(drawTrials(random, options)).toEqual(trials);
    expect(drawTrials({ ...random, trials: 90 }, options).slice(0, 60)).toEqual(trials);
    expect(drawTrials({ ...random, seed: 2 }, options)).not.toEqual(trials);
    const more = drawTrials({ ...random, ranges: { ...random.ranges, units: [10, 40] } }, options);
    expect(more.map(({ settings: { units: _, ...others } }) => others)).toEqual(trials.map(({ settings }) => settings));
  });

  test('begin with what is set now', () => {
    expect(drawTrials(random, options)[0]).toEqual({ number: 0, settings: { spectralRadius: 0.95, ridge: 1e-6 } });
  });

  test('lie between the ends, evenly or by factors, whole where they are, and to three digits', () => {
    const ranges = Object.fromEntries(searchedNames.map(name => [name, [searchable[name].from, searchable[name].to] as const]));
    const trials = drawTrials({ ...random, trials: 601, ranges }, options).slice(1).map(({ settings }) => settings);
    for (const name of searchedNames) {
      const { from, to, scale } = searchable[name];
      const values = trials.map(settings => settings[name]!);
      expect(values.filter(value => !(value >= from && value <= to && value === Number(value.toPrecision(3))))).toEqual([]);
      const middle = scale === 'even' ? (from + to) / 2 : Math.sqrt(from * to);
      expect(Math.abs(values.filter(value => value < middle).length / 600 - 0.5)).toBeLessThan(0.08); // four standard deviations
    }
    expect(trials.every(({ units }) => Number.isInteger(units))).toBe(true);
  });

  test('of seeds count up', () => {
    expect(drawTrials({ ...random, method: 'seeds', trials: 3 }, { ...options, seed: 7 }).map(({ settings }) => settings)).toEqual([{ seed: 7 }, { seed: 8 }, { seed: 9 }]);
  });
});

describe('a plan', () => {
  test('judges by rows that are neither learnt from nor tested with', () => {
    const plan = planSearch(random, options, { rows: 1000 });
    expect(plan.judged).toEqual([490, 700]); // 700 are learnt from in the end; of those the last 210 judge
    const { from, to, options: asked } = taskOf(plan, options, plan.trials[1]!, plan.rungs[0]!);
    expect([from, to, asked.runs, asked.spectralRadius, asked.units]).toEqual([0, 700, 3, plan.trials[1]!.settings.spectralRadius, 20]);
    expect(echoStateSeries(rowsOf(narmaTable(1000), from, to), asked)).toMatchObject({ trainSteps: 490, steps: 700 });
  });

  test('of seeds judges by the part tested with, as the fit itself does', () => {
    expect(planSearch({ ...random, method: 'seeds' }, options, { rows: 1000 })).toMatchObject({ judged: [700, 1000], rungs: [{ trials: 60, share: 1, networks: 1 }] });
  });

  test('of several series judges by whole ones, and is refused where one alone is learnt from', () => {
    expect(planSearch({ ...random, method: 'seeds' }, options, { rows: 1000, files }).judged).toEqual([600, 1000]);
    expect(planSearch(random, options, { rows: 1000, files }).judged).toEqual([300, 600]);
    expect(planSearch({ ...random, method: 'seeds' }, options, { rows: 1000, files: [500] }).judged).toEqual([500, 1000]);
    expect(() => planSearch(random, options, { rows: 1000, files: [500] })).toThrow('Of several series a search judges by whole ones of those that are learnt from, which leaves none to learn from here');
  });

  test.each([1, 0.37])('is judged by the same whole series on a share of %d', share => {
    const plan = planSearch(halving, { ...options, test: 0.2 }, ofFiles); // three are learnt from, of which the last judges
    const { from, to, options: asked } = taskOf(plan, options, plan.trials[0]!, { trials: 1, share, networks: 1 });
    const { trainSteps, steps, rowSegments } = echoStateSeries(rowsOf(ofFiles, from, to), asked);
    expect([plan.judged, from + trainSteps, from + steps]).toEqual([[600, 800], 600, 800]);
    expect(rowSegments.map(each => from + each.to)).toEqual(share === 1 ? [300, 600, 800] : [600, 800]);
    expect(rowsOf(ofFiles, from, to).fileNames).toEqual(share === 1 ? ['a', 'b', 'c'] : ['b', 'c']);
  });

  test('of halving has a third of the trials in each further round, with three times the work', () => {
    const { rungs } = planSearch(halving, options, { rows: 100_000 });
    expect(rungs.map(({ trials }) => trials)).toEqual([60, 20, 6, 2]);
    expect(rungs.map(({ networks }) => networks)).toEqual([1, 1, 1, 3]);
    rungs.forEach(({ share }, k) => expect(share).toBeCloseTo([1 / 9, 1 / 3, 1, 1][k]!, 10));
    const few = planSearch({ ...halving, trials: 9 }, options, { rows: 600 }).rungs; // 294 rows to learn from: the washout and the readout need 64
    expect(few.map(({ trials, networks }) => [trials, networks])).toEqual([[9, 1], [3, 1], [1, 3]]);
    expect(few[0]!.share).toBeCloseTo(1 / 3, 10);
    const short = planSearch({ ...halving, trials: 9 }, { ...options, units: 100 }, { rows: 600 }).rungs;
    expect(short.map(({ share, networks }) => [Math.round(share * 294), networks])).toEqual([[224, 1], [294, 2], [294, 6]]);
  });

  test('of halving learn from all of many rows where there are too few trials for so many networks, which is said', () => {
    const plan = planSearch({ ...halving, trials: 8, networks: 3 }, options, { rows: 1_000_000 });
    expect(plan.rungs).toEqual([{ trials: 8, share: 1, networks: 1 }, { trials: 2, share: 1, networks: 3 }]);
    expect(roundsOf(plan)).toMatch(/ Every trial learns from all rows: for a part of them there are too few rows, or too few trials for so many networks\.$/);
    expect(roundsOf(planSearch({ ...halving, trials: 9 }, options, { rows: 1_000_000 }))).not.toContain('Every trial');
  });

  test('of halving begins with a part of several series, whose washouts are not learnt from', () => {
    const many = Array.from({ length: 19 }, (_, k) => 100 * (k + 1));
    const { rungs, judged } = planSearch({ ...halving, trials: 27, networks: 1 }, { ...options, washout: 70 }, { rows: 2000, files: many });
    const parts = rungs.map(rung => learntIn({ judged }, rung));
    expect([judged[0], parts]).toEqual([1000, [184, 552, 1000, 1000]]); // 22 weights take 44 rows: 30 of the last series, and 14 of the one before, after its washout
    const few = planSearch({ ...halving, trials: 27, networks: 1 }, { ...options, washout: 99 }, { rows: 2000, files: many });
    expect(few.rungs.map(({ share, networks }) => [share, networks])).toEqual([[1, 1], [1, 3], [1, 9], [1, 27]]);
  });

  test.each([1, 0.37, 0.2])('is judged by the same rows on a share of %d', share => {
    const plan = planSearch(halving, options, { rows: 997 });
    const { from, to, options: asked } = taskOf(plan, options, plan.trials[0]!, { trials: 1, share, networks: 1 });
    const { trainSteps, steps } = echoStateSeries(rowsOf(narmaTable(997), from, to), asked);
    expect([from + trainSteps, from + steps]).toEqual(plan.judged);
  });
});

/** Errors by a formula, at random after some turns. */
function pretend(lanes: number, order: (trial: number) => number) {
  const tried: string[] = [];
  return { tried, lanes, async evaluate({ number, settings }: { number: number; settings: { spectralRadius?: number } }, { networks }: { networks: number }) {
    for (let turn = order(number); turn > 0; turn--) await Promise.resolve();
    tried.push(`${number}×${networks}`);
    return number % 7 === 3 ? { train: [], judged: [], problem: 'no' } : { train: [0], judged: [Math.abs(settings.spectralRadius! - 0.9)] };
  } };
}

async function scoresOf(request: SearchRequest, lanes: number, order: (trial: number) => number, signal = new AbortController().signal) {
  const scores: TrialScore[] = [];
  await runSearch(planSearch(request, options, { rows: 5000 }), pretend(lanes, order), score => scores.push(score), signal);
  return scores;
}

/** Series of two kinds, which only chance tells apart. */
const noise = split(5, 'data');
const kinds = tableOfText(`who,kind,u\n${Array.from({ length: 24 }, (_, s) => Array.from({ length: 40 }, () => `s${s},${s % 3 === 0 ? 'quick' : 'odd'},${noise.normal()}`)).flat().join('\n')}\n`, 'kinds.csv');
const ofKinds: EchoStateOptions = { ...options, inputs: ['u'], target: 'kind', series: 'who', pool: 'mean', washout: 10, ridge: 1e-2, squares: true };

describe('a plan of classes', () => {
  const of = (request: SearchRequest, more: Partial<EchoStateOptions> = {}, table = kinds) => planClasses(request, { ...ofKinds, ...more }, labelsOf(table, ofKinds), table.file);
  const { train, test: tested, labels } = labelledSeries(kinds, ofKinds);

  test('judges by whole series of each class, of those that are learnt from', () => {
    const { split } = of(random);
    expect([...split.train, ...split.test].sort((a, b) => a - b)).toEqual(train.toSorted((a, b) => a - b));
    expect([train.length, tested.length, split.test.length]).toEqual([17, 7, 5]);
    expect(new Set(split.test.map(s => labels[s])).size).toBe(2);
    expect(of(random).unjudged).toEqual([]);
    const few = tableOfText(`who,kind,u\n${Array.from({ length: 6 }, (_, s) => Array.from({ length: 20 }, () => `s${s},${s < 3 ? 'quick' : 'odd'},${noise.normal()}`)).flat().join('\n')}\n`, 'few.csv');
    const judged = of(random, { test: 0.3 }, few);
    expect(judged.split.test).toHaveLength(1);
    expect(judged.unjudged).toHaveLength(1);
    expect(of({ ...random, method: 'seeds' }).split).toEqual({ train, test: tested });
    expect(of(random, { seed: 2 }).split).not.toEqual(split);
  });

  test('of halving learns from few series first, of each class', () => {
    const plan = of({ ...halving, trials: 9, networks: 1 });
    expect(plan.rungs.map(({ trials, networks }) => [trials, networks])).toEqual([[9, 1], [3, 1], [1, 3]]);
    const learnt = plan.rungs.map(rung => classTaskOf(plan, ofKinds, plan.trials[1]!, rung).split.train);
    expect(learnt.map(({ length }) => length)).toEqual([4, 12, 12]);
    expect(learnt[0]!.map(s => labels[s]).sort()).toEqual([0, 0, 0, 1]);
    expect(learnt[1]!.slice(0, 4)).toEqual(learnt[0]);
  });

  test('is refused over a feedback that there is none of, and where no series is left to judge', () => {
    expect(() => of({ ...random, ranges: { feedback: [0.1, 1] } })).toThrow('A network that tells classes reads nothing of what it said before: leave its feedback out of what is searched over.');
    const few = tableOfText(kinds.header.join() + '\n' + Array.from({ length: 4 }, (_, s) => Array.from({ length: 20 }, (__, t) => `s${s},${'ab'[s % 2]},${(t * t + s) % 7}`)).flat().join('\n') + '\n', 'few.csv');
    expect(() => of(random, { test: 0.5 }, few)).toThrow('Of each class of few.csv ("kind") one series is learnt from, which leaves none to judge by: keep a smaller share to test with, or add series.');
  });
});

const classTask = (plan: SearchPlan, own: EchoStateOptions, trial: Trial) => ('split' in plan ? classTaskOf(plan, own, trial, plan.rungs[0]!) : expect.fail('it is a plan of rows'));

describe('a search', () => {
  test.each([random, halving])('ranks the same whoever is done first: $method', async request => {
    const [one, other] = [await scoresOf(request, 1, () => 0), await scoresOf(request, 4, trial => trial * 31 % 17)];
    expect(other.map(({ trial }) => trial)).not.toEqual(one.map(({ trial }) => trial));
    expect(ranked(other)).toEqual(ranked(one));
    expect(one.length).toBe(request === random ? 60 : 60 + 20 + 6 + 2);
  });

  test('lets the best go on, and nobody of whom nothing came', async () => {
    const scores = await scoresOf(halving, 2, () => 1);
    const first = scores.filter(({ rung, problem }) => rung === 0 && problem === undefined).sort((a, b) => a.judged[0]! - b.judged[0]!);
    expect(scores.filter(({ rung }) => rung === 1).map(({ trial }) => trial).sort()).toEqual(first.slice(0, 20).map(({ trial }) => trial).sort());
    const order = ranked(scores);
    expect(order[0]).toMatchObject({ trial: first[0]!.trial, rung: 3 });
    expect(order.slice(-8).every(({ problem }) => problem === 'no')).toBe(true);
    expect(order.length).toBe(60);
  });

  test('stops', async () => {
    const stop = new AbortController();
    const scores: TrialScore[] = [];
    await runSearch(planSearch(random, options, { rows: 5000 }), pretend(2, () => 3), score => {
      scores.push(score);
      if (scores.length === 5) stop.abort();
    }, stop.signal);
    expect(scores.length).toBe(5);
  });
});

describe('a trial', async () => {
  const kernels = await loadKernels(readOnlyPlain, { shared: false });
  const surroundings = { openWorkspace: () => createWorkspace(kernels), breathe: async () => {} };

  test('never looks at the rows tested with', async () => {
    const plan = planSearch(halving, options, { rows: 600 });
    const task = taskOf(plan, options, plan.trials[0]!, plan.rungs.at(-1)!);
    const table = narmaTable(600);
    const other = { ...table, column: (index: number) => table.column(index).map((value, row) => (row < plan.judged[1] ? value : 99)) };
    const score = await scoreTrial(table, task, surroundings);
    expect(score.judged.length).toBe(task.options.runs);
    expect(score.judged.every(error => error > 0 && error < 2)).toBe(true);
    expect(await scoreTrial(other, task, surroundings)).toEqual(score);
  });

  test('of a seed is a network of the fit, of series that words tell apart, too', async () => {
    const asked = { ...options, series: 'run', runs: 2 };
    const { report: { runs } } = await fitEchoState(ofWords, asked, surroundings);
    const { table, options: own } = seriesAsFiles({ table: ofWords, options: asked });
    expect([table.files, table.fileNames, own.series]).toEqual([files, ['the series "a"', 'the series "b"', 'the series "c"', 'the series "d"'], '']);
    const plan = planSearch({ ...random, method: 'seeds', trials: 2 }, own, table);
    const scores = await Promise.all(plan.trials.map(trial => scoreTrial(table, taskOf(plan, own, trial, plan.rungs[0]!), surroundings)));
    expect(scores).toEqual(runs.map(({ train, test }) => ({ train: [train.nrmse], judged: [test.nrmse] })));
  });

  test('of a seed is a network that tells classes as the fit does, in numbers as in words', async () => {
    const { report: { runs } } = await classifySeries(kinds, { ...ofKinds, runs: 2 }, 'mean', surroundings);
    const { table, options: own, plan } = prepareSearch({ ...random, method: 'seeds', trials: 2 }, { table: kinds, options: ofKinds });
    expect([table.words, Array.from(new Set(table.column(1))), own.series]).toEqual([undefined, [1, 0], '']);
    const scores = await Promise.all(plan.trials.map(trial => scoreTrial(table, classTask(plan, own, trial), surroundings)));
    expect(scores).toEqual(runs.map(({ train, test }) => ({ train: [1 - train], judged: [1 - test] })));
    expect(scores.every(({ judged }) => judged[0]! > 0 && judged[0]! < 1)).toBe(true);
  });

  test('that tells classes never looks at the series tested with', async () => {
    const { table, options: own, plan } = prepareSearch(random, { table: kinds, options: ofKinds });
    const { series, test: tested } = labelledSeries(kinds, ofKinds);
    const other = { ...table, column: (index: number) => {
      const values = table.column(index).slice();
      if (index === 2) for (const s of tested) values.fill(99, series[s]!.from, series[s]!.to);
      return values;
    } };
    const task = classTask(plan, own, plan.trials[0]!);
    const score = await scoreTrial(table, task, surroundings);
    expect([score.judged.length, score.problem]).toEqual([3, undefined]);
    expect(await scoreTrial(other, task, surroundings)).toEqual(score);
  });

  test('of which nothing comes says why', async () => {
    const { problem } = await scoreTrial(narmaTable(600), { from: 0, to: 600, options: { ...options, spectralRadius: 0, density: 1, inputScaling: 0, ridge: 0 } }, surroundings);
    expect(problem).toMatch(/^The Gram matrix is singular/);
  });
});

test('drawings are remembered by their seeds, no more of them than there is room for', () => {
  const remembered: Parameters<typeof rememberedDrawings>[1] = new Map();
  const draw = rememberedDrawings(4 * (20 * 20 + 2 * 20) * 3, remembered);
  const first = atOnce(draw(options, 1));
  for (let seed = 2; seed <= 8; seed++) atOnce(draw(options, seed));
  expect([...remembered.keys()]).toEqual([6, 7, 8]);
  expect(atOnce(draw(options, 1))).toEqual(first);
});

test.each([
  [{ ...random, method: 'grid' }, 'A search is random, halving or seeds.'],
  [{ ...random, trials: 1 }, '`trials` of a search takes a whole number from 2 to 10,000, not 1.'],
  [{ ...random, ranges: {} }, 'Choose at least one setting to search over.'],
  [{ ...random, ranges: { washout: [1, 2] } }, 'There is no searching over "washout": it is one of units, spectralRadius, leakRate, inputScaling, bias, density, ridge, feedback, noise.'],
  [{ ...random, ranges: { leakRate: [0.5, 2] } }, '`leakRate` may be from 1e-6 to 1: give two numbers within.'],
  [{ ...random, ranges: { leakRate: [1, 0.5] } }, '`leakRate` is searched from the smaller to the larger number, not from 1 to 0.5.'],
  [{ ...random, ranges: { units: [1.5, 3] } }, '`units` is a whole number: so are the ends it is searched between.'],
  [{ ...random, ranges: { ridge: [0, 1] } }, '`ridge` is searched by factors, which never reach 0: begin above it.'],
])('a search that cannot be made gets a sentence', (wrong, sentence) => {
  expect(() => readSearch(wrong)).toThrow(sentence);
});
