import type { Shares } from '../math/turns.ts';
import type { BrokenJson } from '../spec/jsonFault.ts';

/** Characters that are parsed without a pause, some hundredths of a second. */
const usual = 2 ** 20;

/** Characters that are looked through without one, some milliseconds. */
const lookedThrough = 2 ** 22;

const white = /[ \t\n\r]*/y;

/** What JSON.parse makes of a text, in pieces: a long list, and each of an object, some thousands of its elements at a time. */
export function* jsonInPieces(text: string, size = usual): Shares<{ readonly value: unknown } | BrokenJson> {
  const reader = new Reader(text, size);
  try {
    if (text.length <= size) return { value: JSON.parse(text) as unknown };
    const value = yield* reader.value(false);
    return reader.skip() === text.length ? { value } : reader.broken;
  } catch {
    return reader.broken;
  }
}

/** Where a value begins in a text that is JSON, by the names and places that lead to it; of one that is not there, where that begins which lacks it. */
export function* offsetIn(text: string, path: readonly (string | number)[]): Shares<number> {
  const reader = new Reader(text, usual);
  let at = reader.skip();
  for (const step of path) {
    const found = yield* typeof step === 'number' ? reader.toElement(step) : reader.toField(step);
    if (!found) return at;
    at = reader.skip();
  }
  return at;
}

/** Finds where elements end; what is in them is for JSON.parse to say. */
class Reader {
  #at = 0;
  /** To where the text is JSON, if not in what follows. */
  broken: BrokenJson = { from: 0, open: '' };

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
    if (first === '[') return yield* this.#list(within ? '{"":' : '');
    if (first === '{' && !within) return yield* this.#object();
    const from = this.#at;
    yield* this.#toEnd();
    return JSON.parse(this.text.slice(from, this.#at)) as unknown;
  }

  /** Into the list that begins here, before one of its elements. @returns whether that is there */
  *toElement(place: number): Shares<boolean> {
    if (this.text[this.#at++] !== '[') return false;
    if (place > 0) {
      if ((yield* this.#toEnd(this.#at, place)) !== ',') return false;
      this.#at++;
    }
    return this.text[this.skip()] !== ']';
  }

  /** Into the object that begins here, before the value of one of its fields, of two of a name the last. @returns whether that is there */
  *toField(name: string): Shares<boolean> {
    if (this.text[this.#at] !== '{') return false;
    let found: number | undefined;
    do {
      this.#at++;
      if (this.text[this.skip()] !== '"') break;
      if (this.#name() === name) found = this.#at;
    } while ((yield* this.#toEnd()) === ',');
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

  *#list(around: string): Shares<unknown[]> {
    const list: unknown[] = [];
    let from = ++this.#at;
    this.#soundTo(`${around}[`);
    for (;;) {
      const end = yield* this.#toEnd(from + this.size);
      if (end !== ']' && end !== ',') throw new SyntaxError('the list does not end');
      const last = end === ']';
      const part = JSON.parse(`[${this.text.slice(from, this.#at)}]`) as unknown[];
      if (part.length === 0 && !(last && list.length === 0)) throw new SyntaxError('an element is missing');
      for (const element of part) list.push(element);
      from = ++this.#at;
      this.#soundTo(last ? `${around}[] ` : `${around}[0,`);
      if (last) return list;
      yield this.#share;
    }
  }

  *#object(): Shares<unknown> {
    const entries: [string, unknown][] = [];
    do {
      this.#at++;
      const from = this.skip();
      this.#soundTo(entries.length === 0 ? '{' : '{"":0,');
      if (this.text[from] === '}' && entries.length === 0) break;
      if (this.text[from] !== '"') throw new SyntaxError('a name is missing');
      entries.push([this.#name(), yield* this.value(true)]);
      this.#soundTo('{"":0 ');
    } while (this.text[this.skip()] === ',');
    if (this.text[this.#at++] !== '}') throw new SyntaxError('the object does not end');
    this.#soundTo('{} ');
    return Object.fromEntries(entries);
  }

  /** To here all is JSON. @param open what stands for it */
  #soundTo(open: string): void {
    this.broken = { from: this.#at, open };
  }

  /** To the next comma from a place on, or to the one so many later, or the bracket that closes what is around it. @returns which, undefined where there is none */
  *#toEnd(comma = this.#at, count = 1): Shares<string | undefined> {
    const { text } = this;
    let [depth, left] = [0, count];
    for (;;) {
      let i = this.#at;
      for (const to = Math.min(text.length, i + lookedThrough); i < to; i++) {
        const c = text.charCodeAt(i);
        if (c > 44 && c < 91) continue; // of numbers nearly all
        if (c === 34) i = closingQuote(text, i);
        else if (c === 91 || c === 123) depth++;
        else if (((c === 93 || c === 125) && depth-- === 0) || (c === 44 && depth === 0 && i >= comma && --left === 0)) {
          this.#at = i;
          return text[i];
        }
      }
      this.#at = i;
      if (i >= text.length) return undefined;
      yield this.#share;
    }
  }

  get #share(): number {
    return this.#at / this.text.length;
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
