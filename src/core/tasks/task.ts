import type { RandomStream } from '../math/random.ts';

/** A generated task: fresh sequences, drawn one at a time. */
export interface Task {
  /** Columns of x and of y. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** What is asked for, in a word or two. */
  readonly label: string;
  /** Draws one sequence of tau steps, with an answer at its end. */
  draw(tau: number, random: RandomStream): Sequence;
  /** How one x⁽ᵗ⁾ `[nX]` is written for people. */
  describe(x: Float32Array): string;
}

export interface Sequence {
  /** `[tau, nX]` */
  readonly x: Float32Array;
  /** `[nO]` */
  readonly y: Float32Array;
}
