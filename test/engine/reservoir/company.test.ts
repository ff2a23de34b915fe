import { expect, test } from 'vitest';
import { Company } from '../../../src/engine/reservoir/company.ts';

/** Pieces of ten steps after another, each of so many milliseconds where it is done alone, or together. @returns which were together */
function pieces(count: number, took: (together: boolean, piece: number) => number): boolean[] {
  let now = 0;
  const company = new Company(() => now);
  return Array.from({ length: count }, (_, piece) => {
    const together = company.wanted;
    company.do(10, together, () => { now += took(together, piece); });
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
