import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { RandomStream } from '../math/random.ts';

/** Named tensors, owned by whoever made the record. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** The state a cell carries from t − 1 to t: each entry `[B, n]`. Every cell has `h`; the LSTM also has `c`. */
export type State = Readonly<Record<string, Tensor2D>>;

/** Looks at a value of a step by its name and gives back the one to go on with. */
export type See = <T extends Tensor>(name: string, value: T) => T;

/** What a cell may use besides its parameters, its state and x. A cell never sees tau. */
export interface StepContext {
  readonly t: number;
  readonly training: boolean;
  /** The probability that a model which reads its own output is given the target in its place (teacher forcing); left out: 1. */
  readonly forcing?: number;
  /** What an encoder has read, for a model with one. */
  readonly source?: ReadSource;
  /** The states of a node's children from the first to the last, of a cell of trees: as many as any node of the step has, zeros where one has fewer. */
  readonly children?: readonly State[];
  /** The context, `[B, nC]`, of a model that is conditioned on one and goes one step at a time. */
  readonly C?: Tensor2D;
  /** This step's own random stream. */
  readonly random: RandomStream;
  /** Shows a value within the step to the probe, where there is one. */
  readonly see?: See;
}

/** A source as a decoder has it. */
export interface ReadSource {
  /** The uppermost states after all was read, h at the end and g at the beginning, side by side: the context C, `[B, nC]`. */
  readonly C: Tensor2D;
  /** For attention: the uppermost states hₛ at every step, `[B, tauSource, nC]`; what is compared of them, hₛ·U, `[B, tauSource, size]`. */
  readonly hs?: Tensor3D;
  readonly keys?: Tensor3D;
  /** `[B, tauSource]` of 1, and of 0 where a source has no element; left out, all have all. */
  readonly mask?: Tensor2D | undefined;
}

export type CellConstants = Readonly<Record<string, readonly number[]>>;

export interface StepResult {
  readonly state: State;
  /** What the layer above sees, `[B, n]`. */
  readonly output: Tensor2D;
  /** Gate activations by the book's letter, `[B, n]`, or `[1, n]` where they are those of all sequences; a weighting over a memory is as wide as that has rows: what a probe reads as `gate.f[t]`. */
  readonly gates?: Readonly<Record<string, Tensor2D>>;
  /** Gates between a node of a tree and each of its children, by the child's place. */
  readonly childGates?: Readonly<Record<string, readonly Tensor2D[]>>;
}

/**
 * The function f of s⁽ᵗ⁾ = f(s⁽ᵗ⁻¹⁾, x⁽ᵗ⁾; θ) (equation 10.4): parameters and a pure step.
 * The same parameters serve every t. A step makes new tensors, or hands on entries of the state under other names, and disposes none:
 * the caller's `tidy` owns them.
 */
export interface Cell {
  /** Names f: cells of one kind compute the same, so that a fused kernel may stand in for their steps. */
  readonly kind: string;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** Whether it goes from children to their parent in a tree (`traverse`), rather than from step to step (`unroll`). */
  readonly ofTrees?: true;
  /** Columns of each entry of the state; `h` is always there. */
  readonly stateSizes: Readonly<Record<string, number>>;
  readonly parameters: readonly ParameterSpec[];
  /** Numbers of its equations that are not trained, one for all units or one for each, by the book's letter: a fused kernel reads them too. */
  readonly constants?: CellConstants;
  step(parameters: Parameters, state: State, x: Tensor2D, context: StepContext): StepResult;
}
