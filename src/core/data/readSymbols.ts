import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { emptyFile, trainingLength } from '../spec/dataErrors.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { Alphabet } from './alphabet.ts';
import { Bytes } from './bytes.ts';
import { decodeText } from './decodeText.ts';
import type { Symbols } from './symbols.ts';
import { Vocabulary } from './vocabulary.ts';
import { wordsOf } from '../spec/wordsOf.ts';

export type TextData = Extract<ResolvedExperiment['data'], { kind: 'text' }>;

/** A text as a model reads it. */
export interface SymbolText {
  readonly symbols: Symbols;
  /** Of the whole text. */
  readonly indices: Int32Array;
  /** How many different ones the text has, known or not. */
  readonly different: number;
}

/**
 * The symbols of a file: the alphabet of the whole text, the 256 bytes, or the words of the part that is trained on.
 *
 * @throws SpecError at `data.file` where the file is empty or, but for bytes, no UTF-8 text
 */
export function readSymbols(bytes: Uint8Array, { file, unit, validation, vocabulary = Infinity }: TextData): SymbolText {
  if (unit === 'bytes') {
    if (bytes.length === 0) throw emptyFile(file);
    return { symbols: new Bytes(), indices: Int32Array.from(bytes), different: new Set(bytes).size };
  }
  const text = decodeText(bytes, file);
  if (unit === 'words') {
    const words = wordsOf(text);
    const symbols = Vocabulary.of(words.slice(0, trainingLength(words.length, validation)), vocabulary);
    return { symbols, indices: symbols.indices(words), different: new Set(words).size };
  }
  const symbols = Alphabet.of(text);
  return { symbols, indices: symbols.encode(text), different: symbols.size };
}

/** The symbols of a text that a checkpoint remembers; undefined where it does not. */
export function openSymbols({ alphabet, bytes, words }: DataMemory): Symbols | undefined {
  if (bytes === true) return new Bytes();
  if (Array.isArray(words)) return new Vocabulary(words as string[]);
  return typeof alphabet === 'string' ? new Alphabet(alphabet) : undefined;
}
