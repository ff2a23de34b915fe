import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';
import { nepal } from '../../../src/core/tasks/nepal.ts';
import type { Sequence } from '../../../src/core/tasks/task.ts';

const task = nepal();
const tau = 24;
const random = split(6, 'data');
const reading = ({ x, y }: Sequence) => {
  const words = writeAll(task.x, x);
  return { words, place: words.findIndex(word => /^\d{4}$/.test(word)), year: writeAll(task.y, y)[0] };
};
const training = Array.from({ length: 4000 }, () => reading(task.draw(tau, random)));
const validation = Array.from({ length: 1000 }, (_, index) => reading(task.drawValidation!(tau, random, index)));

describe('the year in a sentence', () => {
  test('is the answer, and the only year in it', () => {
    for (const { words, year } of [...training, ...validation]) expect(words.filter(word => /^\d/.test(word))).toEqual([year]);
  });

  test('stands before the journey or behind it', () => {
    const sentences = training.map(({ words }) => words.join(' '));
    expect(sentences.some(text => /in \d{4} , .* went to \w+/.test(text))).toBe(true);
    expect(sentences.some(text => /went to \w+ in \d{4}/.test(text))).toBe(true);
    for (const text of sentences) expect(text).toMatch(/in \d{4} , .*went to [A-Z]|went to [A-Z]\w+ in \d{4}/);
  });

  test('stands at places and in sentences of lengths that training has not', () => {
    const sets = (sentences: typeof training) => [new Set(sentences.map(({ place }) => place)), new Set(sentences.map(({ words }) => words.length))] as const;
    const [[places, lengths], [otherPlaces, otherLengths]] = [sets(training), sets(validation)];
    expect([...otherPlaces].filter(place => places.has(place))).toEqual([]);
    expect([...otherLengths].filter(length => lengths.has(length))).toEqual([]);
    expect([...otherPlaces].sort((a, b) => a - b)).toEqual([1, 5, 9, 13, 17]);
    expect(places.size).toBeGreaterThan(10);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(tau);
  });

  test('is each of a hundred years', () => expect(new Set(training.map(({ year }) => year)).size).toBe(100));
});
