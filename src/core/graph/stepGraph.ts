/** What one step of a cell computes, operation by operation, the same at every t. */
export interface StepGraph {
  /** In the order in which they are computed. */
  readonly operations: readonly StepOperation[];
  /** What comes out by its name, `h`, `output`, `gate.f`, and the value that it is. */
  readonly results: Readonly<Record<string, StepValue>>;
}

/** By the name of the layer: `layers.0`. */
export type StepGraphs = Readonly<Record<string, StepGraph>>;

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
  | { readonly kind: 'parameter'; readonly name: string }
  /** A number, or a tensor that nothing of these is in, by its shape. */
  | { readonly kind: 'constant'; readonly text: string }
  /** What an operation gives, by its place. */
  | { readonly kind: 'operation'; readonly index: number; readonly output: number };
