import type { Figures } from './agreement.ts';
import type { Workload } from './workload.ts';

/** What is asked of one who competes, a line of JSON each; one at a time. */
export type Request =
  /** What you are: versions, and the BLAS that was loaded. */
  | { readonly do: 'about' }
  /** Take this workload in place of the last, its weights and batches from this file. */
  | { readonly do: 'prepare'; readonly workload: Workload; readonly file: string }
  /** Make the first steps, and tell what came out. */
  | { readonly do: 'check' }
  /** Make steps for so long, at least one, and tell the milliseconds of each. */
  | { readonly do: 'time'; readonly milliseconds: number }
  /** Make so many steps, and tell the most memory that was held. */
  | { readonly do: 'memory'; readonly steps: number };

export interface Answers {
  about: Readonly<Record<string, string>>;
  prepare: null;
  check: Figures;
  time: readonly number[];
  memory: Memory;
}

/** Bytes at their peak: of Python, its arrays. */
export interface Memory {
  readonly arrayBuffers: number;
  /** The linear memory of every WebAssembly instance. */
  readonly linear: number;
}

/** The line that comes back. `missing` says what is not there to compute with; `error` what went wrong. */
export type Answer<K extends keyof Answers = keyof Answers> =
  | { readonly ok: Answers[K] }
  | { readonly missing: string }
  | { readonly error: string };
