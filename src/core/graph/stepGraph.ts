/** What one step of a cell computes, operation by operation. */
export interface StepGraph {
  /** In the order in which they are computed. */
  readonly operations: readonly StepOperation[];
  /** What comes out by its name, `h`, `output`, `gate.f`, and the value that it is. */
  readonly results: Readonly<Record<string, StepValue>>;
}

export interface StepOperation {
  /** As a person writes it: `matMul`. */
  readonly op: string;
  readonly inputs: readonly StepValue[];
  /** Of each value that it gives: `['B', 12]`. */
  readonly shapes: readonly (readonly (number | 'B')[])[];
}

export type StepValue =
  | { readonly kind: 'x' }
  /** An entry of the state before this step. */
  | { readonly kind: 'state'; readonly name: string }
  /** Of a tree, an entry of the state of the child in that place, from 0. */
  | { readonly kind: 'child'; readonly name: string; readonly place: number }
  | { readonly kind: 'parameter'; readonly name: string }
  /** A number, or a tensor that nothing of these is in, by its shape. */
  | { readonly kind: 'constant'; readonly text: string }
  /** What an operation gives, by its place. */
  | { readonly kind: 'operation'; readonly index: number; readonly output: number };

/** The least, the mean and the greatest of some numbers, to four digits; null where that is not finite. */
export type Spread = readonly [least: number | null, mean: number | null, greatest: number | null];

/** What all steps of one cell compute on a sequence, column by column of the unfolded graph. */
export interface StepTrace {
  /** Mostly one: most cells compute the same at every t. */
  readonly graphs: readonly StepGraph[];
  /** Which of those each column's step computes; −1 where the cell has no step in that column. */
  readonly of: readonly number[];
  /** By column what each operation gave; null where that was gone before it could be read. */
  readonly values: readonly (readonly (Spread | null)[])[];
}

/** Of each chain, by its name: `layers.0`, `encoder.layers.0`, `layers.1.backward`. */
export type StepTraces = Readonly<Record<string, StepTrace>>;

/** The columns around one whose steps compute the same, one after another. */
export function sameAround({ of }: StepTrace, column: number): { readonly from: number; readonly to: number } {
  let [from, to] = [column, column];
  while (from > 0 && of[from - 1] === of[column]) from--;
  while (to + 1 < of.length && of[to + 1] === of[column]) to++;
  return { from, to };
}
