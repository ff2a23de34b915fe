/// <reference path="./unfold.d.ts" />
import { equal, sequencesOf, test } from 'unfold/test';
import task from './logic';

const lengths = (tau: number) => sequencesOf(task, { tau, count: 300 }).map(({ x }) => x.length);
const sequences = sequencesOf(task, { tau: 9, count: 300 });

/** What each operator makes of 00, 01, 10 and 11. */
const tables = ['and 0001', 'or 0111', 'xor 0110'];

test('y is the value at the root, by the truth tables', () => {
  for (const { x, y, children } of sequences) {
    const found: string[] = [];
    for (const [t, below] of children.entries()) {
      const table = tables.find((each) => each.startsWith(`${x[t]} `))?.split(' ')[1];
      found.push(table?.charAt(parseInt(below.map((at) => found[at]).join(''), 2)) ?? x[t]);
    }
    equal(y, found.slice(-1));
  }
});

test('an operator stands above two nodes, a value above none', () => {
  for (const { x, children } of sequences) equal(children.map((below) => below.length), x.map((symbol) => (symbol === '0' || symbol === '1' ? 0 : 2)));
});

test('trees have as many nodes as tau allows, and no more', () => {
  equal([Math.min(...lengths(8)), Math.max(...lengths(8))], [3, 7]);
  equal([Math.min(...lengths(9)), Math.max(...lengths(9))], [3, 9]);
  equal(task({ options: {} }).leastTau, 3);
});

test('trees grow to either side, and every symbol and every value comes', () => {
  const seen = (all: string[]) => [...new Set(all)].sort();
  const sides = sequences.filter(({ x }) => x.length === 5).map(({ children }) => children.map((below) => below.length).join(''));
  equal(seen(sides), ['00022', '00202']);
  equal(seen(sequences.flatMap(({ x }) => x)), ['0', '1', 'and', 'or', 'xor']);
  equal(seen(sequences.flatMap(({ y }) => y)), ['0', '1']);
});
