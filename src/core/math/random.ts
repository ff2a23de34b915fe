import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/** What random numbers are for. Each purpose has a stream of its own, so that drawing more for one never shifts another. */
export type Purpose = 'weights' | 'data' | 'noise' | 'sampling';

type Generator = ReturnType<typeof xoroshiro128plusFromState>;

/**
 * A stream of random numbers, xoroshiro128+ (Blackman & Vigna 2018, doi:10.1145/3460772).
 * Its whole state is the generator's: saved and restored, it goes on with the same numbers.
 */
export class RandomStream {
  private generator: Generator;

  private constructor(generator: Generator) {
    this.generator = generator;
  }

  /** A stream which four 32-bit numbers, not all zero, are the state of. */
  static fromState(state: readonly number[]): RandomStream {
    return new RandomStream(xoroshiro128plusFromState(state));
  }

  /** Goes on where `save` was called. Throws when the text is not a saved state. */
  restore(saved: string): void {
    const state = saved.split(' ').map(Number);
    if (state.length !== 4 || !state.every(Number.isInteger)) throw new Error(`"${saved}" is not the state of a random stream`);
    this.generator = xoroshiro128plusFromState(state);
  }

  save(): string {
    return this.generator.getState().join(' ');
  }

  /** Uniform in [low, high), 53 random bits. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * uniformFloat64(this.generator);
  }

  /** Standard normal, by Box and Muller (1958). The second number of each pair is dropped: the state stays the generator's alone. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Uniform in 0 … below − 1. */
  integer(below: number): number {
    return uniformInt(this.generator, 0, below - 1);
  }

  /** One of a list, each equally likely. */
  pick<T>(from: readonly T[]): T {
    return from[this.integer(from.length)]!;
  }

  /** The numbers 0 … count − 1 in random order (Fisher & Yates). */
  permutation(count: number): number[] {
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}

/**
 * The stream of one purpose: neighbouring seeds and different purposes give unrelated streams.
 * @param seed 0 … 2³² − 1
 * @param index tells streams of one purpose apart, such as the noise of each update
 */
export function split(seed: number, purpose: Purpose, index = 0): RandomStream {
  let word = seed | 0;
  for (const character of `${purpose} ${index}`) word = mix(word ^ character.codePointAt(0)!);
  const state = [1, 2, 3, 4].map((i) => mix(word + Math.imul(i, 0x9e3779b9)));
  return RandomStream.fromState(state);
}

/** A bijection of 32-bit integers in which every input bit reaches every output bit (the finaliser of MurmurHash3). */
function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
