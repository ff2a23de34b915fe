import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { listed } from '../spec/wording.ts';
import type { TextSymbol } from '../spec/textUnit.ts';

/** What a text is made of to a model: symbol ↔ class index, and back to text that people read. */
export interface Symbols {
  /** What one of them is called. */
  readonly unit: TextSymbol;
  readonly size: number;
  /** How each is written where it stands alone, white space visibly. */
  readonly names: readonly string[];
  /** What a model reads first where nothing else is given: a new line, where there is one. */
  readonly begin: number;
  /** From which `openSymbols` makes them again. */
  readonly memory: DataMemory;
  /** The first symbol of a text that a model cannot read. */
  stranger(text: string): string | undefined;
  /** @throws RangeError where a symbol is not known */
  encode(text: string): Int32Array;
  /** The text of symbols that follow a text. @throws RangeError where there is no such symbol */
  decode(indices: ArrayLike<number>, after: string): string;
}

const visibleSpaces: Readonly<Record<string, string>> = { '\n': '↵', '\r': '␍', '\t': '⇥', ' ': '␣' };

/** White space as something that can be seen. */
export function visible(character: string): string {
  return visibleSpaces[character] ?? character;
}

/** @throws Error, a sentence, where a model does not know a symbol of a text */
export function checkKnown(symbols: Symbols, text: string): void {
  const stranger = symbols.stranger(text);
  if (stranger !== undefined) throw new Error(`The model does not know "${stranger}": it knows ${listed(symbols.names, 'and')}.`);
}
