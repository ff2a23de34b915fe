/// <reference path="./unfold.d.ts" />
import { equal, sequencesOf, test } from 'unfold/test';
import task from './order';

const sequences = sequencesOf(task, { tau: 7, count: 300 });
const isAsked = (symbol: string) => symbol === 'X' || symbol === 'Y';

test('y is the two that are asked for, in their order', () => {
  for (const { x, y } of sequences) {
    equal(x.length, 7);
    equal(y, [x.filter(isAsked).join('')]);
  }
});

test('the first is in the first half, the second in the second, at any place there', () => {
  const places = sequences.map(({ x }) => x.flatMap((symbol, t) => (isAsked(symbol) ? [t] : [])));
  const seen = (which: number) => [...new Set(places.flatMap((place) => place.slice(which, which + 1)))].sort();
  equal(seen(0), [0, 1, 2]);
  equal(seen(1), [3, 4, 5, 6]);
});

test('every symbol and every answer comes', () => {
  const seen = (all: string[]) => [...new Set(all)].sort();
  equal(seen(sequences.flatMap(({ x }) => x)), ['X', 'Y', 'a', 'b', 'c', 'd']);
  equal(seen(sequences.flatMap(({ y }) => y)), ['XX', 'XY', 'YX', 'YY']);
});

test('there is a half for each', () => {
  equal(task({ options: {} }).leastTau, 2);
});
