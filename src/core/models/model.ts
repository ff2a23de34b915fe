import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, ReadSource, State, StepContext } from '../cells/cell.ts';
import type { Probe } from '../cells/unroll.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { Chain } from './chain.ts';
import type { Inputs } from './inputs.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';

/** The state of every chain, from the input upwards; after them ŷ, of a model that reads its own output. */
export type ModelState = readonly State[];

export interface Forward {
  /** Logits o, `[B, tau, nO]`, or `[B, 1, nO]` when the output is `last`. */
  readonly o: Tensor3D;
  /** The state of each chain after the last step that it read, for a stream that goes on. */
  readonly state: ModelState;
}

/** Reads a source, and begins a decoder with it. */
export interface Encoder {
  /** Columns of the source. */
  readonly inputSize: number;
  /** Which way each of its cells reads, from the source upwards. */
  readonly chains: readonly Chain[];
  /** What a step has of it as `context.source`. @param source `[B, tauSource, nSource]` @param mask of it, `[B, tauSource]` */
  read(parameters: Parameters, source: Tensor3D, mask: Tensor2D | undefined, context: Omit<StepContext, 't'>, probe?: Probe): ReadSource;
  /** The state from which the decoder goes its first step. */
  begin(parameters: Parameters, source: ReadSource): ModelState;
}

/** Cells wired into one of the chapter's patterns. Owns no tensors. */
export interface Model {
  /** What it was made from: an engine elsewhere makes the same one from it. */
  readonly spec: RecurrentSpec;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly output: 'each' | 'last';
  /** The cells of the stack and which way each reads, from the input upwards: an engine that plans ahead reads the model from it. */
  readonly chains: readonly Chain[];
  /** Every parameter, named from the root: `layers.0.U`, `layers.1.backward.U`, `V`, `c`. */
  readonly parameters: readonly ParameterSpec[];
  /** What each entry of a state is called in a checkpoint: the chains' names, then `output` of a model that reads its own. */
  readonly stateNames: readonly string[];
  /** Whether the first layer reads ŷ⁽ᵗ⁻¹⁾, or y⁽ᵗ⁻¹⁾ in its place. */
  readonly readsOutput: boolean;
  /** What reads the source before the rest of the model answers, where it has an encoder: a decoder is begun by it. */
  readonly encoder?: Encoder;
  /** Whether it is conditioned on a context. */
  readonly readsContext: boolean;
  /** Zeros. */
  initialState(batchSize: number): ModelState;
  /** @param probe sees `layers.0.h`, `layers.0.gate.f`, … in the order they are computed */
  forward(parameters: Parameters, inputs: Inputs, state: ModelState, context: Omit<StepContext, 't'>, probe?: Probe): Forward;
  /** One step at t, for sampling. @param x `[B, nX]` @throws Error where a chain reads backward, or goes along a tree */
  step(parameters: Parameters, x: Tensor2D, state: ModelState, context: StepContext): { o: Tensor2D; state: ModelState };
}
