import { describe, expect, test } from 'vitest';
import { taskBatch } from '../../../src/core/data/taskBatch.ts';
import { split } from '../../../src/core/math/random.ts';
import { addition } from '../../../src/core/tasks/addition.ts';
import { dates } from '../../../src/core/tasks/dates.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';
import type { Sequence, Task } from '../../../src/core/tasks/task.ts';

const random = split(3, 'data');
const readings = (task: Task, count: number, kept: boolean) => Array.from({ length: count }, (_, index) => reading(task, kept ? task.drawValidation!(64, random, index) : task.draw(64, random)));

/** What is read and what is to be written, as texts. */
function reading({ x, y, answer }: Task, sequence: Sequence) {
  const [read, write] = [writeAll(x, sequence.x), writeAll(y, sequence.y)];
  expect([read[0], write.at(-1), read.length]).toEqual(['∎', '∎', write.length]);
  expect(read.slice(1)).toEqual(write.slice(0, -1)); // each character is read one step after it was to be written
  expect(write.length).toBeLessThanOrEqual(answer!.most);
  return { source: writeAll(answer!.source, sequence.source!).join(''), written: sequence.written!, target: write.slice(0, -1).join('') };
}

describe('addition', () => {
  const task = addition({ kind: 'task', task: 'addition', digits: 2, reverse: false, validationSequences: 1 });
  const [training, held] = [readings(task, 4000, false), readings(task, 1000, true)];

  test('is right', () => {
    for (const { source, target } of [...training, ...held]) {
      expect(source).toMatch(/^\d{1,2}\+\d{1,2}$/);
      expect(Number(target)).toBe(source.split('+').reduce((sum, number) => sum + Number(number), 0));
    }
  });

  test('keeps a tenth of all sums apart, in either order', () => {
    const sums = (all: typeof training) => new Set(all.map(({ source }) => source.split('+').map(Number).sort((one, other) => one - other).join('+')));
    const [own, others] = [sums(training), sums(held)];
    expect([...others].filter((sum) => own.has(sum))).toEqual([]);
    expect(others.size).toBeGreaterThan(350); // of 505
    expect(others.size).toBeLessThan(560);
    expect(new Set(held.map(({ target }) => target.length))).toEqual(new Set([1, 2, 3]));
  });

  test('may be read from its end', () => {
    const backward = addition({ kind: 'task', task: 'addition', digits: 3, reverse: true, validationSequences: 1 });
    for (const { source, written } of readings(backward, 100, false)) expect([...source].reverse().join('')).toBe(written);
  });

  test('lies side by side, sources and answers each with a tau and a mask of their own', () => {
    const [one, other] = [['7+8', '15'], ['57+66', '123']].map(([source]) => training.find((each) => each.source.length === source!.length)!);
    const find = (text: string) => { for (;;) { const sequence = task.draw(64, random); if (sequence.written!.length === text.length) return sequence; } };
    const batch = taskBatch(task, [find(one!.source), find(other!.source)]);
    expect(batch).toMatchObject({ batchSize: 2, source: { kind: 'indices', size: 11, tau: 5 }, x: { size: 11 }, y: { size: 11 } });
    expect([...batch.source!.mask!]).toEqual([1, 1, 1, 0, 0, 1, 1, 1, 1, 1]);
  });
});

describe('dates', () => {
  const task = dates({ kind: 'task', task: 'dates', reverse: false, validationSequences: 1 });
  const [training, held] = [readings(task, 5000, false), readings(task, 1500, true)];
  const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

  /** The date in a text, read in another way than it was written. */
  function isoOf(text: string): string {
    const iso = (year: string, month: number, day: string) => `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
    const dotted = /^(\d+)\.(\d+)\.(\d{4})$/.exec(text);
    if (dotted) return iso(dotted[3]!, Number(dotted[2]), dotted[1]!);
    const slashed = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
    if (slashed) return iso(slashed[3]!, Number(slashed[1]), slashed[2]!);
    const month = [...text.matchAll(/[A-Z][a-z]{2}/g)].map(([name]) => months.indexOf(name) / 3).find((index) => Number.isInteger(index) && index >= 0)!;
    return iso(/\d{4}/.exec(text)![0], month + 1, /(?<!\d)\d{1,2}(?!\d)/.exec(text)![0]);
  }

  test('say in ten ways what the answer says', () => {
    for (const { source, target } of [...training, ...held]) expect([source, target]).toEqual([source, isoOf(source)]);
    const shape = (text: string) => text.replace(/[A-Z][a-z]+/g, (word) => (word.length === 3 ? 'Abc' : 'Word')).replace(/\d+/g, (digits) => (digits.length === 4 ? 'Y' : 'D')).replace(/(st|nd|rd|th)\b/, 'th');
    expect(new Set(training.map(({ source }) => shape(source).replace(/\bAbc\b/, 'Word'))).size).toBeGreaterThanOrEqual(9); // May is as long as its beginning
  });

  test('name the day of the week that it was', () => {
    const named = training.filter(({ source }) => /day,/.test(source));
    expect(named.length).toBeGreaterThan(300);
    for (const { source, target } of named) expect(new Date(`${target}T00:00Z`).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' })).toBe(source.split(',')[0]);
  });

  test('keep a tenth of the days apart, however they are written, and fit into tau', () => {
    const own = new Set(training.map(({ target }) => target));
    expect(held.filter(({ target }) => own.has(target))).toEqual([]);
    expect(Math.max(...[...training, ...held].map(({ source }) => source.length))).toBeLessThanOrEqual(task.leastTau);
  });
});
