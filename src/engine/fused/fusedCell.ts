import type { Pointer } from '../kernels/kernels.ts';

/** Where everything of a layer lies, by name: its parameters as the cell calls them, their gradients (`dU`), its packed matrices and buffers. */
export type Places = Readonly<Record<string, Pointer>>;

/** How many numbers each of some arrays has, by name. */
export type Sizes = Readonly<Record<string, number>>;

/**
 * A cell's steps over a whole sequence as one piece of work. What all have in common is not theirs: the products with U, and b.
 *
 * Every cell has the buffers `a` `[tau, B, blocks·N]`, `h` and `dh` `[tau + 1, B, N]` with the first state in front; N is n rounded
 * up to 4, and rows are time-major. A `mask` `[tau, B]` of ones and zeros tells which elements there are; 0 in its place: all.
 */
export interface FusedCell {
  /** Matrices side by side in U, W and b, one for each gate. */
  readonly blocks: number;
  /** What the blocks of `a` hold after `forward`, by the letters of the cell's gates; none where they are of no interest. */
  readonly gates: readonly string[];
  /** What is carried from step to step, each in a buffer of its name like `h`. */
  readonly states: readonly string[];
  /** Of the matrices as the kernels read them. */
  readonly packed: Sizes;
  /** Of the buffers for tau steps of B rows. */
  buffers(tau: number, B: number): Sizes;
  /** Lays the parameters out as the kernels read them: once an update. */
  pack(at: Places): void;
  /** `a` holds b + x·U, and the first states are there: the states of every step. */
  forward(at: Places, tau: number, B: number): void;
  /** `dh` (and `dc`) hold what comes from above: `a` becomes ∂L/∂a and `dh` ∂L/∂h⁽ᵗ⁾ by every path, the first state's in front. */
  backward(at: Places, tau: number, B: number): void;
  /** Adds to the gradient of W and of the biases that are not b. */
  differentiateParameters(at: Places, tau: number, B: number): void;
}

export const F32 = 4;

/** Numbers of a packed matrix: panels of 8 columns. */
export const packedSize = (rows: number, columns: number): number => rows * Math.ceil(columns / 8) * 8;
