import { visit } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { Shares } from '../math/turns.ts';
import { explainJson } from './jsonc.ts';

/** What is wrong with a text that is to be JSON, and where. */
export interface JsonFault {
  /** Characters before it. */
  readonly offset: number;
  readonly reason: string;
}

/** A text that is no JSON, though all before a place may be its beginning. */
export interface BrokenJson {
  /** Characters before the place. */
  readonly from: number;
  /** A short text that would do in place of them: `[0,` of a list. */
  readonly open: string;
}

/** The value of a text that is JSON, strictly. @param whole what is to end where the text does @returns the value, or what is wrong */
export function readJson(text: string, whole: string): { readonly value: unknown } | JsonFault {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return explained(firstFault(text), 0, whole);
  }
}

/** Characters in which the fault is looked for at first. */
const usual = 2 ** 20;

/** What is wrong with a text that is no JSON, looked for in a part from where it is, and in longer ones where it is not in that. */
export function* findingFault(text: string, whole: string, { from, open }: BrokenJson, size = usual): Shares<JsonFault> {
  for (let length = size; ; length *= 2) {
    const fault = firstFault(open + text.slice(from, from + length));
    const isWhole = from + length >= text.length;
    if (isWhole || fault === 'depth' || (fault && fault.offset + fault.length < open.length + length)) return explained(fault, from - open.length, whole); // one at its end may be the cut alone
    yield (from + length) / text.length;
  }
}

type Fault = ParseError | 'depth' | undefined;

function firstFault(text: string): Fault {
  let first: ParseError | undefined;
  try {
    visit(text, {
      onError(error, offset, length) {
        first ??= { error, offset, length };
        throw new SyntaxError('one is enough');
      },
    }, { disallowComments: true });
  } catch {
    return first ?? 'depth'; // the parser calls itself for each bracket
  }
  return undefined;
}

function explained(fault: Fault, before: number, whole: string): JsonFault {
  if (fault === 'depth') return { offset: 0, reason: 'this is not JSON. Brackets are nested too deep.' };
  return { offset: Math.max(0, before + (fault?.offset ?? 0)), reason: `this is not JSON. ${fault ? explainJson(fault, whole) : 'It has a number or a character that JSON does not know.'}` };
}
