import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';
import { temporalOrder } from '../../../src/core/tasks/temporalOrder.ts';

const task = temporalOrder({ kind: 'task', task: 'temporalOrder', spread: 10, validationSequences: 1 });

function draw(count: number, tau: number) {
  const random = split(2, 'data');
  return Array.from({ length: count }, () => {
    const { x, y } = task.draw(tau, random);
    return { symbols: writeAll(task.x, x), answer: writeAll(task.y, y) };
  });
}

const isMark = (symbol: string) => symbol === 'X' || symbol === 'Y';
const countOf = <T>(values: readonly T[]) => values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map<T, number>());

describe('temporal order at the paper’s length', () => {
  const sequences = draw(4000, 110);
  const places = sequences.map(({ symbols }) => symbols.flatMap((symbol, t) => (isMark(symbol) ? [t] : [])));

  test('begins with E, ends with B, and has a to d in between but at two places', () => {
    for (const { symbols } of sequences) expect(symbols.join('')).toMatch(/^E[a-d]*[XY][a-d]*[XY][a-d]*B$/);
  });

  test('has 100 to 110 symbols, each length equally likely', () => {
    const lengths = countOf(sequences.map(({ symbols }) => symbols.length));
    expect([...lengths.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, i) => 100 + i));
    for (const count of lengths.values()) expect(Math.abs(count - 4000 / 11)).toBeLessThan(4 * Math.sqrt(4000 / 11));
  });

  test('has X or Y at 10 to 20 and at 50 to 60, everywhere there', () => {
    const range = (from: number) => Array.from({ length: 11 }, (_, i) => from + i);
    expect([...new Set(places.map(([first]) => first))].sort((a, b) => a! - b!)).toEqual(range(10));
    expect([...new Set(places.map(([, second]) => second))].sort((a, b) => a! - b!)).toEqual(range(50));
  });

  test('asks which of the four orders it was, each equally likely', () => {
    const orders = sequences.map(({ symbols, answer }) => `${symbols.filter(isMark).join('')} ${answer.join()}`);
    const counts = countOf(orders);
    expect([...counts.keys()].sort()).toEqual(['XX Q', 'XY R', 'YX S', 'YY U']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(750));
  });
});

test('the least tau still has two marks between E and B, which nothing covers', () => {
  for (const { symbols } of draw(500, task.leastTau)) expect(symbols.join('')).toMatch(/^E[a-d]*[XY][a-d]*[XY][a-d]*B$/);
});
