import { describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import type { RandomStream } from '../../../src/core/math/random.ts';

const take = (random: RandomStream, count: number) => Array.from({ length: count }, () => random.uniform());
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('a random stream', () => {
  it('is the same for the same seed, purpose and index, and another for any other', () => {
    const of = (...args: Parameters<typeof split>) => take(split(...args), 4).join();
    expect(of(1, 'weights')).toBe(of(1, 'weights'));
    const others = [of(2, 'weights'), of(1, 'data'), of(1, 'noise'), of(1, 'sampling'), of(1, 'weights', 1), of(2 ** 32 - 1, 'weights'), of(0, 'weights')];
    expect(new Set([of(1, 'weights'), ...others]).size).toBe(others.length + 1);
  });

  it('starts unlike its neighbours: first numbers of 2,000 seeds are uniform and uncorrelated', () => {
    const firsts = Array.from({ length: 2000 }, (_, seed) => split(seed, 'data').uniform());
    const deviations = firsts.map((u) => u - 0.5);
    expect(Math.abs(mean(firsts) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 2000));
    const neighbours = mean(deviations.slice(1).map((d, i) => d * deviations[i]!)) * 12;
    expect(Math.abs(neighbours)).toBeLessThan(4 / Math.sqrt(2000));
  });

  it('goes on exactly where it was saved', () => {
    const random = split(3, 'sampling');
    take(random, 17);
    random.normal();
    const saved = random.save();
    const next = take(random, 5);
    const other = split(99, 'noise');
    other.restore(saved);
    expect(take(other, 5)).toEqual(next);
  });

  it('refuses what is not a saved state', () => {
    expect(() => split(1, 'data').restore('1 2 three 4')).toThrow('is not the state of a random stream');
    expect(() => split(1, 'data').restore('')).toThrow('is not the state of a random stream');
  });

  it('draws normal numbers of mean 0, variance 1 and kurtosis 3', () => {
    const random = split(5, 'noise');
    const values = Array.from({ length: 40_000 }, () => random.normal());
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(Math.abs(mean(values.map((v) => v * v)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
    expect(Math.abs(mean(values.map((v) => v ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / 40_000));
  });

  it('draws every integer below the bound, and permutations with each place equally likely', () => {
    const random = split(6, 'data');
    expect(new Set(Array.from({ length: 200 }, () => random.integer(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
    const first = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const order = random.permutation(4);
      expect([...order].sort()).toEqual([0, 1, 2, 3]);
      first[order[0]!]!++;
    }
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(750));
  });
});
