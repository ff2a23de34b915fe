import { expect, test } from 'vitest';
import { Company } from '../../../src/engine/reservoir/company.ts';
import type { Way } from '../../../src/engine/reservoir/company.ts';

/** Pieces of ten steps after another, each of so many milliseconds where it is done alone, or together. @returns which were together */
function pieces(count: number, took: (together: boolean, piece: number) => number): boolean[] {
  let now = 0;
  const company = new Company(() => now);
  return Array.from({ length: count }, (_, piece) => {
    const together = company.wanted && !company.due;
    company.do(10, together ? 'together' : 'alone', () => { now += took(together, piece); });
    return together;
  });
}

test('two pieces are done alone, then all together, where that is faster', () => {
  expect(pieces(10, (together) => (together ? 5 : 8))).toEqual([false, false, ...Array<boolean>(8).fill(true)]);
});

test('where it is slower it is tried more and more seldom', () => {
  expect(pieces(100, (together) => (together ? 50 : 8)).flatMap((together, piece) => (together ? [piece] : []))).toEqual([2, 4, 7, 12, 21, 38, 71]);
});

test('after a time in which another program had the processor they go on together', () => {
  const found = pieces(60, (together, piece) => (together && piece < 10 ? 80 : together ? 5 : 8));
  expect(found.slice(22).every(Boolean)).toBe(true);
});

test('what took long alone by chance is forgotten', () => {
  const found = pieces(200, (together, piece) => (together ? 50 : piece === 1 ? 100 : 8));
  expect(found.slice(2, 66).every(Boolean)).toBe(true);
  expect(found.slice(66).filter(Boolean).length).toBeLessThan(8);
});

test('pieces beside other work count, and do not tell how long one takes alone: one does, before the next together', () => {
  let now = 0;
  const company = new Company(() => now);
  const take = (way: Way, milliseconds: number) => company.do(10, way, () => { now += milliseconds; });
  take('beside', 500);
  take('beside', 500);
  expect([company.wanted, company.due]).toEqual([true, true]);
  take('alone', 8);
  expect([company.wanted, company.due]).toEqual([true, false]);
  take('together', 50);
  expect(company.wanted).toBe(false);
});
