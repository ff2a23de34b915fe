import { SpecError } from '../spec/problem.ts';
import { counted } from '../spec/wording.ts';
import { wordsOf } from '../spec/wordsOf.ts';
import type { Head, TextProfile } from './profile.ts';

/** Characters in which words are counted. */
const mostCounted = 4_000_000;
/** A word that occurs less often is one of those that a model does not know. */
const often = 3;
/** Shorter than that there is nothing to keep for validation. */
const shortest = 40;

/** @param text undefined where it is none @param note why it was not read as what it looks like @throws SpecError where it is too short */
export function textProfile({ file, bytes, size }: Head, text: string | undefined, note?: string): TextProfile {
  if (text === undefined) return { kind: 'text', file, bytes: size };
  const read = new TextEncoder().encode(text).length;
  const scale = size > bytes.length ? size / read : 1;
  const different = new Set(text).size;
  const length = text.length; // code points would take an array of them
  if (length < shortest) throw wrong(`${file} is too short to learn from: it has ${counted(length, 'character')}, and ${shortest} are the least.`);
  if (different === 1) throw wrong(`${file} holds nothing but one character, again and again: there is nothing to learn.`);
  const counts = new Map<string, number>();
  const words = wordsOf(text.slice(0, mostCounted));
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts.values()].filter(count => count >= often).length;
  return {
    kind: 'text', file, bytes: size, characters: { count: Math.round(length * scale), different },
    words: { count: Math.round(words.length * scale * length / Math.min(length, mostCounted)), different: counts.size, known }, ...(note !== undefined && { note }),
  };
}

const wrong = (message: string): SpecError => new SpecError(message, ['data', 'file']);
