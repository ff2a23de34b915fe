/// <reference path="./unfold.d.ts" />
import { equal, near, sequencesOf, test } from 'unfold/test';
import task from './echo';

const sequences = sequencesOf(task, { tau: 12, count: 100, options: { delay: 3 } });

test('y⁽ᵗ⁾ = x⁽ᵗ⁻ᵈ⁾, and counts from step d on', () => {
  for (const { x, y, counts } of sequences) {
    equal(x.length, 12);
    equal(y.slice(0, 3), [0, 0, 0]);
    equal(y.slice(3), x.slice(0, 9));
    equal(counts, [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  }
});

test('x⁽ᵗ⁾ is uniform in [−1, 1)', () => {
  const all = sequences.flatMap(({ x }) => x);
  near(Math.min(...all), -1, 0.02);
  near(Math.max(...all), 1, 0.02);
  near(all.reduce((sum, value) => sum + value) / all.length, 0, 0.1);
});

test('a sequence holds the delay', () => {
  equal(task({ options: { delay: 3 } }).leastTau, 4);
});
