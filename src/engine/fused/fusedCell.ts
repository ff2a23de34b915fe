import type { Pointer } from '../kernels/kernels.ts';

/** Where everything of a layer lies, by name: its parameters as the cell calls them, their gradients (`dU`), its packed matrices and buffers. */
export type Places = Readonly<Record<string, Pointer>>;

/** How many numbers each of some arrays has, by name. */
export type Sizes = Readonly<Record<string, number>>;

/**
 * A cell's steps over a whole sequence as one piece of work. What all have in common is not theirs: the products with U, and b.
 *
 * Forward goes over all tau steps at once. Backward goes over spans of them, from the last to the first, so that what it needs of
 * one span alone need not be there for all. Every cell has the places `a` `[tau, B, blocks·N]`, `h` `[tau + 1, B, N]`, and of a span
 * `da` `[span, B, blocks·N]` and `dh` `[span + 1, B, N]`, the state before the first step in front of h and dh; N is n rounded up to
 * 4, and rows are time-major. A `mask` `[tau, B]` of ones and zeros tells which elements there are; 0 in its place: all.
 */
export interface FusedCell {
  /** Matrices side by side in U, W and b, one for each gate. */
  readonly blocks: number;
  /** What the blocks of `a` hold after `forward`, by the letters of the cell's gates; none where they are of no interest. */
  readonly gates: readonly string[];
  /** Gates that are the same at every step and in every sequence: a row of N numbers each, in the place of its name. Left out: none. */
  readonly rows?: readonly string[];
  /** What is carried from step to step, each in a buffer of its name like `h`. */
  readonly states: readonly string[];
  /**
   * From how many steps before it reads h, where that is more than one: its states are the last `reach` of h. They are rows of one array,
   * `past` `[reach + tau, B, N]`, in which h begins at the last of those before the first step; `dpast` likewise, of all steps at once.
   * Where there is a mask, `last` `[reach, B, N]` has those after the last step.
   */
  readonly reach?: number;
  /** Of the matrices as the kernels read them. */
  readonly packed: Sizes;
  /** Numbers in a row of what runs through all steps, by name; those of `states` have another step in front, `past` and `dpast` have `reach`. */
  readonly overTime: Sizes;
  /** Of the buffers that a span of so many steps of B rows needs for itself. */
  spanBuffers(span: number, B: number): Sizes;
  /** Places that lie in those of other names: `a` or `da`. */
  within(at: Places, B: number): Places;
  /** Lays the parameters out as the kernels read them: once an update. */
  pack(at: Places): void;
  /** `a` holds b + x·U, and the first states are there: the states of every step. */
  forward(at: Places, tau: number, B: number): void;
  /** What of the gradient of the last states is not where `backward` finds it is brought there, before `backward` of a whole sequence; left out: nothing. */
  spreadLast?(at: Places, tau: number, B: number): void;
  /** A span, whose first step is where `at` begins. `dh` (and `dc`, or what other states there are) hold what comes from above and from later: `da` becomes ∂L/∂a and `dh` ∂L/∂h⁽ᵗ⁾ by every path, the one before the span in front. */
  backward(at: Places, steps: number, B: number): void;
  /** Adds a span's part to the gradient of W and of the biases that are not b. */
  differentiateParameters(at: Places, steps: number, B: number): void;
}

/** Where the i-th state lies before the first step, what comes from later in its gradient, and the state after the last. @param bytes of a state, of all rows */
export const firstState = ({ states, reach }: FusedCell, at: Places, i: number, bytes: number): Pointer =>
  (reach === undefined ? at[states[i]!]! : at['past']! + (reach - 1 - i) * bytes);
export const stateGradient = ({ states, reach }: FusedCell, at: Places, i: number, bytes: number): Pointer =>
  (reach === undefined ? at[`d${states[i]!}`]! : at['dpast']! + (reach - 1 - i) * bytes);
export const lastState = (cell: FusedCell, at: Places, i: number, tau: number, bytes: number): Pointer =>
  (cell.reach !== undefined && at['mask'] ? at['last']! + (cell.reach - 1 - i) * bytes : firstState(cell, at, i, bytes) + tau * bytes);

const inFront = ({ states, reach = 0 }: FusedCell, name: string): number => (states.includes(name) ? 1 : name === 'past' || name === 'dpast' ? reach : 0);

/** Of the buffers for tau steps of B rows, and for spans of them. */
export const buffersOf = (cell: FusedCell, tau: number, span: number, B: number): Sizes => ({
  ...Object.fromEntries(Object.entries(cell.overTime).map(([name, width]) => [name, (tau + inFront(cell, name)) * B * width])),
  ...cell.spanBuffers(span, B),
});

/** The same places as they are for the steps from t on. */
export function placesFrom(cell: FusedCell, at: Places, t: number, B: number): Places {
  const moved = Object.fromEntries(Object.entries(cell.overTime).map(([name, width]) => [name, at[name]! + t * B * width * F32]));
  const span = { ...at, ...moved, mask: at['mask']! && at['mask']! + t * B * F32 };
  return { ...span, ...cell.within(span, B) };
}

export const F32 = 4;

/** Numbers of a packed matrix: panels of 8 columns. */
export const packedSize = (rows: number, columns: number): number => rows * Math.ceil(columns / 8) * 8;
