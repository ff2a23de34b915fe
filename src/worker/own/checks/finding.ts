import type { Call } from '../recorder.ts';

/** Something wrong with a cell. */
export interface Finding {
  readonly message: string;
  readonly severity?: 'warning';
  /** What was on the stack, or, as the code tells it, the place: `./cells/mine.ts:4:3`. Without either, the sentence names it. */
  readonly blame?: { readonly stack: string } | { readonly place: string } | undefined;
}

export const blameCall = (call: Call | undefined): Finding['blame'] => call && { stack: call.at.stack ?? '' };
