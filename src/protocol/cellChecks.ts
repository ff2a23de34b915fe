/** What is looked at of a cell that a person wrote, in this order, and what is true of it where nothing is wrong. */
export const cellChecks = {
  loads: 'It loads, and makes a cell',
  shapes: 'A step gives the whole state, in its shapes',
  finite: 'Every number is finite',
  same: 'The same seed gives the same numbers',
  tensors: 'No tensor is left behind',
  gradients: 'Gradients are those of finite differences',
} as const;

export type CellCheck = keyof typeof cellChecks;

/** Likewise of a task that a person wrote. */
export const taskChecks = {
  loads: 'It loads, and makes a task',
  shapes: 'Sequences are as long and as wide as it says',
  finite: 'Every number is finite',
  same: 'The same seed gives the same sequences',
  varied: 'Another seed gives others',
} as const;

export type TaskCheck = keyof typeof taskChecks;

/** Whether a file makes a task, by its text; else it may make a cell. */
export const isTaskText = (text: string): boolean => /\bdefineTask\b/.test(text);

/** What a process that waits for a cell says once all is loaded that it looks at one with. */
export const readyToCheck = 'ready';

/** Lines and columns from 1. */
export interface CellPlace {
  /** The path on this machine. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong, as a sentence. */
export interface CellFinding {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly place: CellPlace;
}

/** Of a parameter, of x or of an entry of the state: its gradient beside finite differences. */
export interface CellGradient {
  readonly name: string;
  readonly shape: readonly number[];
  readonly norm: number;
  readonly error: number;
  readonly right: boolean;
  /** Whether it is another on purpose: its author says so. */
  readonly meant?: true;
}

/** A line of `unfold check FILE --json`. */
export type CellReport =
  /** The files that the cell or task and its test are made of: a change of any may change what follows. */
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'check'; readonly check: CellCheck | TaskCheck; readonly state: 'right' | 'wrong' | 'skipped'; readonly findings: readonly CellFinding[]; readonly gradients?: readonly CellGradient[] }
  | { readonly kind: 'test'; readonly name: string; readonly place: CellPlace; readonly findings: readonly CellFinding[] };
