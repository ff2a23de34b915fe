import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { copy } from '../../../src/core/tasks/copy.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';

const options = { kind: 'task', task: 'copy', bits: 3, validationLength: 0, validationSequences: 1 } as const;
const task = copy(options);

describe('the copy task', () => {
  const random = split(5, 'data');
  const sequences = Array.from({ length: 2000 }, () => {
    const { x, y, counts } = task.draw(11, random);
    return { read: writeAll(task.x, x), answers: writeAll(task.y, y), counts: counts! };
  });

  test('asks for what was read, after the delimiter and in order', () => {
    for (const { read, answers, counts } of sequences) {
      const l = read.indexOf('|');
      expect(read).toHaveLength(2 * l + 1);
      expect(read.slice(l + 1)).toEqual(Array(l).fill('000'));
      expect(counts).toEqual([...Array(l + 1).fill(0), ...Array(l).fill(1)]);
      expect(answers.slice(l + 1)).toEqual(read.slice(0, l));
    }
  });

  test('is 1 to (tau − 1)/2 vectors long, each equally likely, and every vector occurs', () => {
    for (const l of [1, 2, 3, 4, 5]) expect(Math.abs(sequences.filter(({ read }) => read.length === 2 * l + 1).length - 400)).toBeLessThan(4 * Math.sqrt(320));
    expect(new Set(sequences.map(({ read }) => read[0])).size).toBe(8);
  });

  test('is validated with as many vectors as it is told, longer ones than training had among them, and else as it is trained', () => {
    const { x, y, counts } = copy({ ...options, validationLength: 9 }).drawValidation!(11, random, 0);
    expect([writeAll(task.x, x).indexOf('|'), writeAll(task.y, y).length, counts!.indexOf(1), counts!.filter(Boolean).length]).toEqual([9, 19, 10, 9]);
    expect(writeAll(task.y, y).slice(10)).toEqual(writeAll(task.x, x).slice(0, 9));
    expect(task.drawValidation).toBeUndefined();
  });
});
