import { describe, expect, test } from 'vitest';
import { echoStateDefaults } from '../../../../src/protocol/echoState.ts';
import { searchDefaults } from '../../../../src/protocol/search.ts';
import type { JudgedByRows, PlannedTrials, SearchState, TrialScore } from '../../../../src/protocol/search.ts';
import { firstForm, namesFor, requestOf } from '../../../../webview/lab/search/form.ts';
import { asked, best, describeFound, gainOf, heard, isStillSet, progressOf, settingsOf } from '../../../../webview/lab/search/found.ts';
import { measureOf } from '../../../../webview/lab/search/measure.ts';
import { byFactors, evenly, nearest, pointsOf } from '../../../../webview/lab/search/scatterData.ts';
import { commonRange, describeSpread, legible } from '../../../../webview/lab/search/strip.tsx';
import { ticksBetween, ticksByFactors } from '../../../../webview/lab/search/ticks.ts';

const options = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0 };
const plan: PlannedTrials & JudgedByRows = {
  method: 'halving', judged: [490, 700], rungs: [{ trials: 3, share: 0.5, networks: 1 }, { trials: 1, share: 1, networks: 3 }],
  trials: [{ number: 0, settings: { ridge: 1e-6 } }, { number: 1, settings: { ridge: 1e-9 } }, { number: 2, settings: { ridge: 1e-3 } }],
};
const { judged: _, ...trials } = plan;
const ofClasses = { ...trials, split: { train: [0, 1, 3, 4], test: [2] }, unjudged: [] };
const score = (trial: number, error: number, rung = 0): TrialScore => ({ trial, rung, train: [0], judged: [error] });
const begun = heard(asked(4, { ...searchDefaults, method: 'halving', ranges: { ridge: [1e-9, 1] } }, options), { type: 'searchBegun', serial: 4, plan });
const after = (scores: TrialScore[], state: SearchState = 'running') => heard(begun, { type: 'searchNews', serial: 4, news: { scores, state } });

describe('what was found', () => {
  test('takes what is about it alone', () => {
    expect(heard(begun, { type: 'searchNews', serial: 3, news: { scores: [score(0, 1)], state: 'done' } })).toBe(begun);
    expect(after([score(0, 1)])).toMatchObject({ scores: [score(0, 1)], state: 'running' });
    expect(heard(begun, { type: 'searchProblem', serial: 4, message: 'No.' })).toMatchObject({ problem: 'No.', state: 'stopped' });
  });

  test('is told in words', () => {
    expect(describeFound(asked(1, begun.request, options))).toBe('Beginning…');
    expect(describeFound(after([score(0, 0.5), { ...score(1, 0), judged: [], problem: 'It is singular.' }]))).toBe('Trying: 2 of 4 trials, round 1 of 2. Nothing came of 1, the first because: It is singular.');
    expect(describeFound(after([score(0, 0.5)], 'stopped'))).toBe('Stopped after 1 of 4 trials, round 1 of 2.');
    const done = after([score(0, 0.5), score(1, 0.25), score(2, 0.7), score(1, 0.3, 1)], 'done');
    expect(describeFound(done)).toBe('Done: 3 trials in 2 rounds.');
    expect(progressOf(done)).toEqual({ done: 4, all: 4, round: 2, rounds: 2 });
    expect(gainOf(done)).toBe('The best errs 40 % less than what is set, which was given up early.');
    expect(gainOf(after([score(0, 0.5), score(1, 0.7)], 'done'))).toBe('Nothing that was tried is better than what is set.');
    expect(gainOf(after([score(0, 0.5), score(1, 0.4)]))).toBeUndefined();
    expect(gainOf({ ...after([score(0, 0.5), score(1, 0)], 'done'), options: { ...options, pool: 'mean' } })).toBe('The best tells 0 % wrong, what is set 50 %.');
    const classes = (scores: TrialScore[]) => gainOf({ ...after(scores, 'done'), plan: ofClasses, options: { ...options, pool: 'mean' } });
    expect(classes([{ ...score(0, 0), judged: [], problem: 'It is singular.' }, score(1, 0.1)])).toBe('What is set cannot be fitted to the part that is learnt from here.');
    expect(classes([score(0, 0.2), score(1, 0.1), score(1, 0.3, 1)])).toBe('What is set did as well or better on fewer series than the best: the difference may be chance.');
    const all = { ...plan, rungs: plan.rungs.map(rung => ({ ...rung, share: 1 })) };
    expect(gainOf({ ...after([score(0, 0.2), score(1, 0.1), score(1, 0.3, 1)], 'done'), plan: all })).toBe('What is set did as well or better with fewer networks than the best: the difference may be chance.');
    const [some, turned] = [[1, 1 / 3, 1 / 3], [1 / 3, 1 / 3, 1]];
    expect(classes([{ ...score(0, 0), judged: turned }, { ...score(1, 0), judged: some }])).toBe('Nothing that was tried is better than what is set.');
  });

  test('gives the settings of a trial as they were tried, whatever is set by now', () => {
    expect(settingsOf(begun, 1)).toEqual({ ...options, ridge: 1e-9 });
    expect(isStillSet(begun, { ...options, ridge: 5 })).toBe(true);
    expect(isStillSet(begun, { ...options, inputs: ['y'] })).toBe(false);
    expect(best(after([score(2, 0.1), score(0, 0.5), score(1, 0.25), score(1, 0.3, 1)])).map(({ trial }) => trial)).toEqual([1, 2, 0]);
  });
});

describe('the picture', () => {
  const found = after([score(2, 0.1), score(0, 0.5), score(1, 0.25), score(1, 0.3, 1)]);
  const points = pointsOf(found, best(found), 'ridge');

  test('has each trial once, by its last round, in the order of x', () => {
    expect(points.map(({ trial, x, y, isGivenUp, isBest }) => [trial, x, y, isGivenUp, isBest])).toEqual([[1, 1e-9, 0.3, false, true], [0, 1e-6, 0.5, true, false], [2, 1e-3, 0.1, true, false]]);
  });

  test('has axes around all of it, also of one value, of none, and of huge ones', () => {
    for (const values of [[0.2], [3e-12, 5e8], [1, 1]]) {
      for (const [from, to] of [byFactors(values), evenly(values)]) expect(from < Math.min(...values) && to > Math.max(...values)).toBe(true);
    }
    expect([byFactors([]), byFactors([0]), evenly([]), evenly([0])]).toEqual([[0.1, 1], [0.1, 1], [0, 1], [-0.1, 0.1]]);
  });

  test('the nearest point within reach is chosen', () => {
    const place = ({ trial }: { trial: number }) => [100 * trial, 50] as const;
    expect(nearest(points, place, 110, 60)?.trial).toBe(1);
    expect(nearest(points, place, 150, 50)).toBeUndefined();
  });
});

test('a strip has its mean, its deviation and round ticks', () => {
  const [nrmse, toldWrong] = [measureOf({ pool: 'none' }), measureOf({ pool: 'last' })];
  expect([describeSpread([1, 2, 3], nrmse), describeSpread([2], nrmse)]).toEqual(['2 ± 1', '2']);
  expect([describeSpread([0.25, 0.5], toldWrong), describeSpread([0], toldWrong)]).toEqual(['37.5 % ± 18 %', '0 %']);
  const [from, to] = commonRange([[1, 2, 3], [9]]);
  expect(from < 1 && to > 9).toBe(true);
  expect(commonRange([[0, 0, 1]])[0]).toBeGreaterThan(-0.1);
  expect(ticksBetween(0.19, 0.41)).toEqual([0.2, 0.25, 0.3, 0.35, 0.4]);
  expect([ticksBetween(-0.1, 9.4), ticksBetween(-0.1, 9.4, 3)]).toEqual([[0, 2, 4, 6, 8], [0, 5]]);
  expect([nrmse.ticks([0.12341, 0.12342]), toldWrong.ticks([0.12341, 0.12342]), toldWrong.ticks([0, 0.5])]).toEqual([['0.12341', '0.12342'], ['12.341 %', '12.342 %'], ['0 %', '50 %']]);
});

test('ticks of a strip are as many as there is room for their numbers', () => {
  const within = (width: number, [from, to] = [2.2e-5, 7.2e-5]) => legible(most => ticksBetween(from!, to!, most), measureOf({ pool: 'none' }).ticks, value => (value - from!) / (to! - from!) * width).texts;
  expect([within(600), within(170)]).toEqual([['3e-5', '4e-5', '5e-5', '6e-5', '7e-5'], ['4e-5', '6e-5']]);
  expect(within(150, [0.12341, 0.12344])).toEqual(['0.12342', '0.12344']);
});

test('an axis of factors has round ticks, few, whatever lies between its ends', () => {
  expect(ticksByFactors(0.145, 1.4)).toEqual([0.2, 0.5, 1]);
  expect(ticksByFactors(0.11, 0.14)).toEqual([0.11, 0.115, 0.12, 0.125, 0.13, 0.135, 0.14]);
  expect(ticksByFactors(1e-10, 1)).toEqual([1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1]);
  for (const [from, to] of [[3e-5, 7e11], [1e-300, 1e300], [0.9, 5.1], [20, 900]] as const) {
    const ticks = ticksByFactors(from, to);
    expect(ticks.length >= 2 && ticks.length <= 12 && ticks.every((tick) => tick >= from && tick <= to)).toBe(true);
  }
});

test('the form asks for what is ticked; what is no number is none', () => {
  expect(requestOf(firstForm)).toMatchObject({ method: 'random', trials: 60, networks: 3, ranges: { ridge: [1e-10, 1], spectralRadius: [0.1, 1.4] } });
  const units = { isSearched: true, from: 'few', to: '' };
  expect(requestOf({ ...firstForm, ranges: { ...firstForm.ranges, units } }).ranges.units).toEqual([NaN, NaN]);
  const feedback = { ...firstForm.ranges.feedback, isSearched: true };
  const [numbers, classes] = (['none', 'mean'] as const).map(pool => requestOf({ ...firstForm, ranges: { ...firstForm.ranges, feedback } }, namesFor({ pool })).ranges);
  expect([numbers!.feedback, classes!.feedback, classes!.ridge]).toEqual([[0.01, 3], undefined, [1e-10, 1]]);
});
