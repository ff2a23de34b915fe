/// <reference path="./unfold.d.ts" />
import { equal, sequencesOf, test } from 'unfold/test';
import task from './grammar';

const sequences = sequencesOf(task, { tau: 9, count: 400 });

/** The grammar once more, as one expression. */
const isReber = /^B(?:PT*VV|(?:TS*X|PT*VP)(?:XT*VP)*(?:S|XT*VV))E$/;

test('y is what comes next in a string of the grammar', () => {
  for (const { x, y } of sequences) {
    equal(x.slice(1), y.slice(0, -1));
    equal(isReber.test(`${x[0]}${y.join('')}`) ? 'Reber' : [x[0], ...y], 'Reber');
  }
});

test('strings are as long as tau allows, and no longer', () => {
  equal(Math.max(...sequences.map(({ x }) => x.length)), 9);
  equal(Math.min(...sequences.map(({ x }) => x.length)), 4);
  equal(task({ options: {} }).leastTau, 4);
});

test('right is all that may come behind a beginning, and all of it comes', () => {
  for (const t of [0, 1, 2]) {
    const begin = (x: string[]) => x.slice(0, t + 1).join('');
    for (const beginning of new Set(sequences.map(({ x }) => begin(x)))) {
      const same = sequences.filter(({ x }) => begin(x) === beginning);
      const come = [...new Set(same.map(({ y }) => y[t]))].sort();
      for (const { right } of same) equal(right[t], come);
    }
  }
});
