import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';
import { adding } from '../../../src/core/tasks/adding.ts';

const draws = 20_000;
const tau = 40;

function draw(count: number, length = tau) {
  const random = split(1, 'data');
  return Array.from({ length: count }, () => {
    const { x, y } = adding().draw(length, random);
    const values = Array.from({ length }, (_, t) => x[2 * t]!);
    const markers = Array.from({ length }, (_, t) => x[2 * t + 1]!);
    return { values, marked: markers.flatMap((marker, t) => (marker === 1 ? [t] : [])), markers, y };
  });
}

describe('the adding problem', () => {
  const sequences = draw(draws);

  test('the answer is the sum of the two marked values', () => {
    const isRight = ({ values, marked: [a, b, ...more], markers, y }: (typeof sequences)[number]) =>
      more.length === 0 && markers.every(marker => marker === 0 || marker === 1) && y[0] === Math.fround(values[a!]! + values[b!]!);
    expect(sequences.filter(sequence => !isRight(sequence))).toEqual([]);
  });

  test('one marker is in the first ten positions, the other in the first half, and every place occurs', () => {
    const places = new Set(sequences.flatMap(({ marked }) => marked));
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: tau / 2 }, (_, t) => t));
    expect(sequences.every(({ marked }) => marked[0]! < 10)).toBe(true);
  });

  test('always answering the mean costs 1/6, within three standard errors', () => {
    const errors = sequences.map(({ y }) => (y[0]! - 1) ** 2);
    const cost = errors.reduce((sum, error) => sum + error, 0) / draws;
    const spread = Math.sqrt(7 / 180); // Var (s − 1)² = E(s − 1)⁴ − 1/36 = 1/15 − 1/36 for the triangular s
    expect(Math.abs(cost - 1 / 6)).toBeLessThan(3 * spread / Math.sqrt(draws));
  });

  test('the shortest sequences still have two markers', () => {
    expect(draw(200, 4).every(({ marked }) => marked.length === 2)).toBe(true);
  });

  test('writes values and markers for people', () => {
    expect(writeAll(adding().x, Float32Array.of(0.25, 1, 0.5, 0))).toEqual(['0.25 marked', '0.50']);
  });
});
