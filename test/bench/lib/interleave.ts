import { median } from './statistics.ts';

/** One who makes steps for a while. @returns the milliseconds of each */
export interface Timed {
  time(milliseconds: number): Promise<readonly number[]>;
}

export interface Pace {
  readonly rounds: number;
  readonly milliseconds: number;
}

/** Rounds of one whose single step takes longer than several slices: its spread is small beside its length. */
const roundsOfTheSlow = 2;

/**
 * Times all in turn, a slice each a round, after a slice each to warm up; every round begins with another, so that none always
 * follows the same one.
 * @returns the milliseconds of each one's steps, by round
 */
export async function interleave(all: readonly Timed[], { rounds, milliseconds }: Pace): Promise<number[][][]> {
  const slow: boolean[] = [];
  for (const one of all) slow.push(median(await one.time(milliseconds)) > 3 * milliseconds);
  const times: number[][][] = all.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < all.length; turn++) {
      const who = (round + turn) % all.length;
      if (slow[who] && round >= roundsOfTheSlow) continue;
      times[who]!.push([...await all[who]!.time(milliseconds)]);
    }
  }
  return times;
}
