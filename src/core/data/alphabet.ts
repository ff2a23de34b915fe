import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { visible, type Symbols } from './symbols.ts';

/** The distinct characters of a text (Unicode code points), in code point order: character ↔ class index. */
export class Alphabet implements Symbols {
  readonly unit = 'character';
  readonly #characters: readonly string[];
  readonly #index: ReadonlyMap<string, number>;

  /** @param characters all of them in one string, in order, as `toString` gives it */
  constructor(characters: string) {
    this.#characters = Array.from(characters);
    this.#index = new Map(this.#characters.map((character, index) => [character, index]));
  }

  static of(text: string): Alphabet {
    const points = Array.from(new Set(text), character => character.codePointAt(0) ?? 0);
    return new Alphabet(points.sort((a, b) => a - b).map(point => String.fromCodePoint(point)).join(''));
  }

  get size(): number {
    return this.#characters.length;
  }

  get names(): readonly string[] {
    return this.#characters.map(visible);
  }

  get begin(): number {
    return this.#index.get('\n') ?? 0;
  }

  get memory(): DataMemory {
    return { alphabet: this.toString() };
  }

  /** The first character of a text that is not in the alphabet. */
  stranger(text: string): string | undefined {
    return Array.from(text).find(character => !this.#index.has(character));
  }

  /** @throws RangeError where a character is not in the alphabet */
  encode(text: string): Int32Array {
    const indices = new Int32Array(text.length); // in UTF-16 units: at least as many as code points
    let count = 0;
    for (const character of text) {
      const index = this.#index.get(character);
      if (index === undefined) throw new RangeError(`"${character}" is not among the ${this.size} characters the model knows.`);
      indices[count++] = index;
    }
    return indices.subarray(0, count);
  }

  decode(indices: ArrayLike<number>): string {
    return Array.from(indices, index => this.character(index)).join('');
  }

  character(index: number): string {
    const character = this.#characters[index];
    if (character === undefined) throw new RangeError(`There is no character ${index} in an alphabet of ${this.size}.`);
    return character;
  }

  toString(): string {
    return this.#characters.join('');
  }
}
