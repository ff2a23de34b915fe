/// <reference path="./unfold.d.ts" />
import { equal, near, sequencesOf, test } from 'unfold/test';
import task from './adding';

const sequences = sequencesOf(task, { tau: 8, count: 200 });

test('two numbers are marked, and y is their sum', () => {
  for (const { x, y } of sequences) {
    equal(x.length, 8);
    const marked = x.filter(([, marker]) => marker === 1).map(([value]) => value);
    equal(marked.length, 2);
    equal(x.filter(([, marker]) => marker === 0).length, 6);
    near(y, [marked[0] + marked[1]]);
  }
});

test('values are uniform in [0, 1), and every place is marked now and then', () => {
  const values = sequences.flatMap(({ x }) => x.map(([value]) => value));
  near(Math.min(...values), 0, 0.01);
  near(Math.max(...values), 1, 0.01);
  const places = new Set(sequences.flatMap(({ x }) => x.flatMap(([, marker], t) => (marker === 1 ? [t] : []))));
  equal(places.size, 8);
});

test('there are two numbers to add', () => {
  equal(task({ options: {} }).leastTau, 2);
});
