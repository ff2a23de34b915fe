import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { xorShift } from '../../../src/core/tasks/xorShift.ts';

const task = xorShift({ kind: 'task', task: 'xorShift', shift: 2, validationSequences: 1 });

describe('shifted xor', () => {
  const random = split(7, 'data');
  const sequences = Array.from({ length: 500 }, () => task.draw(9, random));

  test('every case of both bits has its answer', () => {
    const seen = new Map<string, Set<number>>();
    for (const { x, y, counts } of sequences) {
      for (let t = 0; t < 9; t++) if (counts![t]) seen.set(`${x[t + 2]} ${x[t - 2]}`, (seen.get(`${x[t + 2]} ${x[t - 2]}`) ?? new Set()).add(y[t]!));
    }
    expect(Object.fromEntries([...seen].map(([bits, answers]) => [bits, [...answers]]))).toEqual({ '0 0': [0], '0 1': [1], '1 0': [1], '1 1': [0] });
  });

  test('outputs count where both bits are there', () => expect(sequences[0]!.counts).toEqual([0, 0, 1, 1, 1, 1, 1, 0, 0]));

  test('what was read until t tells nothing of the answer: half are 1 whatever the last bits were', () => {
    for (const past of [0, 1]) {
      const answers = sequences.filter(({ x }) => x[2] === past).map(({ y }) => y[4]!);
      expect(Math.abs(answers.filter(Boolean).length - answers.length / 2)).toBeLessThan(2 * Math.sqrt(answers.length));
    }
  });

  test('the least tau has one output that counts', () => expect(task.draw(task.leastTau, random).counts).toEqual([0, 0, 1, 0, 0]));
});
