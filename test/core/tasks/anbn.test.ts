import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { anbn } from '../../../src/core/tasks/anbn.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';
import type { Sequence } from '../../../src/core/tasks/task.ts';

const task = anbn({ kind: 'task', task: 'anbn', longest: 4, validationSequences: 1 });
const read = ({ x }: Sequence) => writeAll(task.x, x).join('');
const answers = ({ y }: Sequence) => writeAll(task.y, y).join(' ');

describe('aⁿbⁿ', () => {
  test('n = 1, 2 and 3 written out', () => {
    const [one, two, three] = [0, 1, 2].map(index => task.drawValidation!(21, split(1, 'data'), index));
    expect([read(one!), answers(one!)]).toEqual(['Sab', 'a a/b T']);
    expect([read(two!), answers(two!)]).toEqual(['Saabb', 'a a/b a/b b T']);
    expect([read(three!), answers(three!)]).toEqual(['Saaabbb', 'a a/b a/b a/b b b T']);
  });

  test('is trained on 1 to the longest n, each equally likely', () => {
    const random = split(1, 'data');
    const lengths = Array.from({ length: 2000 }, () => read(task.draw(9, random)).length);
    for (const n of [1, 2, 3, 4]) expect(Math.abs(lengths.filter(length => length === 2 * n + 1).length - 500)).toBeLessThan(4 * Math.sqrt(375));
    expect(lengths.every(length => length >= 3 && length <= 9)).toBe(true);
  });

  test('is validated with every n that tau holds, and again from 1', () => {
    const lengths = Array.from({ length: 12 }, (_, index) => (read(task.drawValidation!(21, split(1, 'data'), index)).length - 1) / 2);
    expect(lengths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2]);
  });

  test('every prefix of a string has the answers that the language allows', () => {
    const strings = Array.from({ length: 10 }, (_, n) => `${'a'.repeat(n + 1)}${'b'.repeat(n + 1)}`);
    const may = (prefix: string) => ['a', 'b', 'T'].filter(next => (next === 'T' ? strings.includes(prefix) : strings.some(string => string.startsWith(prefix + next))));
    for (let n = 1; n < 5; n++) { // beyond, the list of strings ends before the a's do
      const sequence = task.drawValidation!(21, split(1, 'data'), n - 1);
      const prefixes = Array.from(read(sequence), (_, t) => read(sequence).slice(1, t + 1));
      expect(answers(sequence)).toBe(prefixes.map(prefix => may(prefix).join('/')).join(' '));
    }
  });
});
