import type { Call } from '../recorder.ts';

/** Something wrong with a cell. */
export interface Finding {
  readonly message: string;
  readonly severity?: 'warning';
  /** What was on the stack, or, as the code tells it, the place: `./cells/mine.ts:4:3`. Without either, the sentence names it. */
  readonly blame?: { readonly stack: string } | { readonly place: string } | undefined;
  /** The gradients that are others than those of finite differences: what its author may mean them to be, and say so in that place. */
  readonly gradients?: readonly string[];
}

export const blameCall = (call: Call | undefined): Finding['blame'] => call && { stack: call.at.stack ?? '' };

/** What an author writes behind an operation whose gradient is on purpose another than that of what it computes. */
export const meant = '// unfold: straight-through';
const pattern = /\/\/\s*unfold:\s*straight-through\b/;

/** Whether it stands in the text of a file; of a line, in that or by itself in the line above. @param line from 1 */
export function isMeant(source: string, line?: number): boolean {
  if (line === undefined) return pattern.test(source);
  const lines = source.split('\n');
  return pattern.test(lines[line - 1] ?? '') || pattern.test(/^\s*\/\/.*/.exec(lines[line - 2] ?? '')?.[0] ?? '');
}
