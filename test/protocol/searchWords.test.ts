import { expect, test } from 'vitest';
import type { JudgedByRows, PlannedTrials } from '../../src/protocol/search.ts';
import { judgesOf, roundsOf } from '../../src/protocol/searchWords.ts';

const trials: PlannedTrials = { method: 'halving', trials: [], rungs: [{ trials: 9, share: 0.25, networks: 1 }, { trials: 3, share: 0.75, networks: 1 }, { trials: 1, share: 1, networks: 3 }] };
const ofRows: PlannedTrials & JudgedByRows = { ...trials, judged: [4900, 7000] };
const ofClasses = { ...trials, split: { train: [0, 1, 3, 4, 5, 6, 7, 8], test: [2] }, unjudged: ['b'] };

test('what judges are rows, whole series, or series of each class', () => {
  expect(judgesOf(ofRows)).toBe('rows 4,900 to 6,999');
  expect(judgesOf({ ...ofRows, series: 2 })).toBe('rows 4,900 to 6,999, 2 whole series');
  expect(judgesOf(ofClasses)).toBe('1 whole series, none of "b" (with so few, one told otherwise may be chance)');
  expect(judgesOf({ ...ofClasses, split: { train: [0], test: Array.from({ length: 10 }, (_, k) => k + 1) }, unjudged: [] })).toBe('10 whole series, of every class');
});

test('the rounds of successive halving, and why none begins with a part of what there is', () => {
  expect(roundsOf(ofRows)).toBe('By rounds: 9 trials with 1 network each on 1,225 rows, then 3 with 1 on 3,675, then 1 with 3 on 4,900.');
  expect(roundsOf(ofClasses)).toBe('By rounds: 9 trials with 1 network each on 2 series, then 3 with 1 on 6, then 1 with 3 on 8.');
  const all = trials.rungs.map((rung, k) => ({ ...rung, share: 1, networks: 3 ** k }));
  expect(roundsOf({ ...ofClasses, rungs: all })).toBe('By rounds: 9 trials with 1 network each on 8 series, then 3 with 3 on 8, then 1 with 9 on 8. Every trial learns from all series: for a part of them there are too few series, or too few trials for so many networks.');
  expect(roundsOf({ ...ofRows, rungs: all.slice(0, 1) })).toBeUndefined();
});
