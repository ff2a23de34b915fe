import type { TextUnit } from './experiment.ts';

/** What one step of a text reads, in a sentence. */
export type TextSymbol = 'character' | 'byte' | 'word';

const symbols: Readonly<Record<TextUnit, TextSymbol>> = { characters: 'character', bytes: 'byte', words: 'word' };

/** @param unit left out in runs from before there was a choice */
export const symbolOf = (unit: TextUnit | undefined): TextSymbol => symbols[unit ?? 'characters'];
