import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { explainJson } from './jsonc.ts';

/** What is wrong with a text that is to be JSON, and where. */
export interface JsonFault {
  /** Characters before it. */
  readonly offset: number;
  readonly reason: string;
}

/** The value of a text that is JSON, strictly. @param whole what is to end where the text does @returns the value, or what is wrong */
export function readJson(text: string, whole: string): { readonly value: unknown } | JsonFault {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return jsonFault(text, whole);
  }
}

function jsonFault(text: string, whole: string): JsonFault {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    return { offset: 0, reason: 'this is not JSON. Brackets are nested too deep.' }; // the parser calls itself for each
  }
  const [error] = errors;
  return { offset: error?.offset ?? 0, reason: `this is not JSON. ${error ? explainJson(error, whole) : 'It has a number or a character that JSON does not know.'}` };
}
