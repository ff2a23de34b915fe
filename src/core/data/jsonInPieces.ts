import type { Shares } from '../math/turns.ts';

/** Characters that are parsed without a pause, some hundredths of a second. */
const usual = 2 ** 20;

const white = /[ \t\n\r]*/y;

/**
 * What JSON.parse makes of a text, in pieces: a long list, and each of an object, some thousands of its elements at a time.
 * @returns undefined where it is not JSON
 */
export function* jsonInPieces(text: string, size = usual): Shares<{ readonly value: unknown } | undefined> {
  try {
    if (text.length <= size) return { value: JSON.parse(text) as unknown };
    const reader = new Reader(text, size);
    const value = yield* reader.value(false);
    return reader.skip() === text.length ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Where a value begins in a text that is JSON, by the names and places that lead to it; of one that is not there, where that begins which lacks it. */
export function offsetIn(text: string, path: readonly (string | number)[]): number {
  const reader = new Reader(text, usual);
  let at = reader.skip();
  for (const step of path) {
    const found = typeof step === 'number' ? reader.toElement(step) : reader.toField(step);
    if (!found) return at;
    at = reader.skip();
  }
  return at;
}

/** Finds where elements end; what is in them is for JSON.parse to say. */
class Reader {
  #at = 0;

  constructor(private readonly text: string, private readonly size: number) {}

  /** Over white space. @returns where it ends */
  skip(): number {
    white.lastIndex = this.#at;
    white.test(this.text);
    return this.#at = white.lastIndex;
  }

  /** @param within a list or an object */
  *value(within: boolean): Shares<unknown> {
    const first = this.text[this.skip()];
    if (first === '[') return yield* this.#list();
    if (first === '{' && !within) return yield* this.#object();
    const from = this.#at;
    if (!this.#toEnd()) this.#at = this.text.length;
    return JSON.parse(this.text.slice(from, this.#at)) as unknown;
  }

  /** Into the list that begins here, before one of its elements. @returns whether that is there */
  toElement(place: number): boolean {
    if (this.text[this.#at] !== '[') return false;
    for (this.#at++; place > 0; place--, this.#at++) if (this.#toEnd() !== ',') return false;
    return this.text[this.skip()] !== ']';
  }

  /** Into the object that begins here, before the value of one of its fields, of two of a name the last. @returns whether that is there */
  toField(name: string): boolean {
    if (this.text[this.#at] !== '{') return false;
    let found: number | undefined;
    do {
      this.#at++;
      if (this.text[this.skip()] !== '"') break;
      if (this.#name() === name) found = this.#at;
    } while (this.#toEnd() === ',');
    if (found !== undefined) this.#at = found;
    return found !== undefined;
  }

  /** Over the name of a field and its colon. */
  #name(): string {
    const from = this.#at;
    this.#at = closingQuote(this.text, from) + 1;
    const name = JSON.parse(this.text.slice(from, this.#at)) as string;
    if (this.text[this.skip()] !== ':') throw new SyntaxError('a colon is missing');
    this.#at++;
    return name;
  }

  *#list(): Shares<unknown[]> {
    const list: unknown[] = [];
    let from = ++this.#at;
    for (;;) {
      const end = this.#toEnd(from + this.size);
      if (end !== ']' && end !== ',') throw new SyntaxError('the list does not end');
      const last = end === ']';
      const part = JSON.parse(`[${this.text.slice(from, this.#at)}]`) as unknown[];
      if (part.length === 0 && !(last && list.length === 0)) throw new SyntaxError('an element is missing');
      for (const element of part) list.push(element);
      from = ++this.#at;
      if (last) return list;
      yield this.#at / this.text.length;
    }
  }

  *#object(): Shares<unknown> {
    const entries: [string, unknown][] = [];
    do {
      this.#at++;
      const from = this.skip();
      if (this.text[from] === '}' && entries.length === 0) break;
      if (this.text[from] !== '"') throw new SyntaxError('a name is missing');
      entries.push([this.#name(), yield* this.value(true)]);
    } while (this.text[this.skip()] === ',');
    if (this.text[this.#at++] !== '}') throw new SyntaxError('the object does not end');
    return Object.fromEntries(entries);
  }

  /** To the next comma from a place on, or the bracket that closes what is around it. @returns which, undefined where there is none */
  #toEnd(comma = this.#at): string | undefined {
    const { text } = this;
    let depth = 0;
    for (let i = this.#at; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c > 44 && c < 91) continue; // of numbers nearly all
      if (c === 34) i = closingQuote(text, i);
      else if (c === 91 || c === 123) depth++;
      else if (((c === 93 || c === 125) && depth-- === 0) || (c === 44 && depth === 0 && i >= comma)) {
        this.#at = i;
        return text[i];
      }
    }
    return undefined;
  }
}

/** @throws SyntaxError where there is none */
function closingQuote(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c === 34) return end;
    if (c === 92) end++; // what follows a backslash ends nothing
  }
  throw new SyntaxError('a string does not end');
}
