export interface Place {
  /** Relative to the experiment. */
  readonly file: string;
  /** From 1; 0 where the sentence names none. */
  readonly line: number;
  readonly column: number;
}

/** A piece of a sentence; with a place where it is one. */
export interface Part {
  readonly text: string;
  readonly place?: Place;
}

/** `./cells/mine.ts`, or `../lib/a b.js:4:3`. */
const place = /((?:\.\.?\/)[^\\:"'()]*?\.[cm]?[jt]s)(?::(\d+))?(?::(\d+))?(?![\w/])/g;

/** Parts a sentence at the places in files that it names. */
export function partsOf(sentence: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: text, 1: file, 2: line, 3: column, index } of sentence.matchAll(place)) {
    if (index > end) parts.push({ text: sentence.slice(end, index) });
    parts.push({ text, place: { file: file!, line: Number(line ?? 0), column: Number(column ?? 0) } });
    end = index + text.length;
  }
  return end < sentence.length ? [...parts, { text: sentence.slice(end) }] : parts;
}
