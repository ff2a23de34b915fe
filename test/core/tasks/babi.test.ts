import { expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { babi } from '../../../src/core/tasks/babi.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';

const task = babi({ kind: 'task', task: 'babi', validationSequences: 1 });
const random = split(5, 'data');
const stories = Array.from({ length: 600 }, () => {
  const { x, y } = task.draw(6, random);
  return { sentences: writeAll(task.x, x), answer: writeAll(task.y, y)[0]! };
});

test('one supporting fact: the answer is the place in the last sentence with the name that is asked for', () => {
  for (const { sentences, answer } of stories) {
    const [who] = sentences.at(-1)!.replace(/where|is/g, '').trim().split(' ');
    expect(sentences.slice(0, -1).findLast(sentence => sentence.includes(who!))).toContain(answer);
  }
});

test('one supporting fact: every length and every place comes, and what was said last is not always the answer', () => {
  expect(new Set(stories.map(({ sentences }) => sentences.length))).toEqual(new Set([2, 3, 4, 5, 6]));
  expect(new Set(stories.map(({ answer }) => answer)).size).toBe(6);
  const long = stories.filter(({ sentences }) => sentences.length === 6);
  expect(long.filter(({ sentences, answer }) => !sentences.at(-2)!.includes(answer)).length).toBeGreaterThan(long.length / 3);
});
