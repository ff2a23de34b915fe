import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { visible, type Symbols } from './symbols.ts';
import { spaced, unknownWord, wordsOf } from '../spec/wordsOf.ts';

/** The words a model knows, the most frequent first; before them the one that stands for all others. */
export class Vocabulary implements Symbols {
  readonly unit = 'word';
  readonly #words: readonly string[];
  readonly #index: ReadonlyMap<string, number>;

  /** @param words that it knows */
  constructor(words: readonly string[]) {
    this.#words = [unknownWord, ...words];
    this.#index = new Map(this.#words.map((word, index) => [word, index]));
  }

  /** The most frequent words; of equally frequent ones the first in code point order. @param most of them */
  static of(words: readonly string[], most: number): Vocabulary {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    counts.delete(unknownWord);
    const order = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return new Vocabulary(order.slice(0, most).map(([word]) => word));
  }

  get size(): number {
    return this.#words.length;
  }

  get names(): readonly string[] {
    return this.#words.map(visible);
  }

  get begin(): number {
    return this.#index.get('\n') ?? 0;
  }

  get memory(): DataMemory {
    return { words: this.#words.slice(1) };
  }

  /** An unknown word can be read: as unknown. */
  stranger(): undefined {
    return undefined;
  }

  encode(text: string): Int32Array {
    return this.indices(wordsOf(text));
  }

  indices(words: readonly string[]): Int32Array {
    return Int32Array.from(words, word => this.#index.get(word) ?? 0);
  }

  decode(indices: ArrayLike<number>, after: string): string {
    const before = wordsOf(after);
    const [first = '', ...rest] = spaced([...before, ...Array.from(indices, index => this.#word(index))]).slice(before.length);
    return [/\s$/.test(after) ? first.trimStart() || first : first, ...rest].join('');
  }

  #word(index: number): string {
    const word = this.#words[index];
    if (word === undefined) throw new RangeError(`There is no word ${index} in a vocabulary of ${this.size}.`);
    return word;
  }
}
