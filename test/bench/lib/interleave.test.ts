import { describe, expect, it } from 'vitest';
import { interleave } from './interleave.ts';

/** Steps of a fixed length, and a note of each turn. */
const runner = (name: string, step: number, turns: string[]) => ({
  time: async (milliseconds: number) => {
    turns.push(name);
    return Array.from({ length: Math.max(1, Math.floor(milliseconds / step)) }, () => step);
  },
});

describe('interleaving', () => {
  it('warms all up, then lets another begin each round', async () => {
    const turns: string[] = [];
    const times = await interleave(['a', 'b', 'c'].map(name => runner(name, 25, turns)), { rounds: 3, milliseconds: 100 });
    expect(turns.join('')).toBe('abc' + 'abc' + 'bca' + 'cab');
    expect(times).toEqual(Array(3).fill(Array(3).fill(Array(4).fill(25))));
  });

  it('gives fewer rounds to one whose step outlasts its slices', async () => {
    const turns: string[] = [];
    const times = await interleave([runner('a', 10, turns), runner('b', 1000, turns)], { rounds: 5, milliseconds: 100 });
    expect(times.map(rounds => rounds.length)).toEqual([5, 2]);
    expect(turns.filter(name => name === 'b')).toHaveLength(3);
  });
});
