import type { Unroll } from '../cells/unroll.ts';
import type { Batch } from '../data/batch.ts';
import type { Snapshot } from '../checkpoint/checkpoint.ts';
import type { Model } from '../models/model.ts';
import type { Search } from './beamSearch.ts';
import type { Matrix, Note } from './records.ts';
import type { Backpropagation, Clip, LossKind, OptimiserSpec, Readout } from '../spec/experiment.ts';

/** What one parameter update reports. */
export interface StepReport {
  readonly loss: number;
  readonly gradNorm: number;
  readonly clippedNorm: number;
  readonly gradNorms: Readonly<Record<string, number>>;
  /** The regulariser Ω, without its weight, where it has one. */
  readonly omega?: number;
}

/** Values a person may change while a run goes on. */
export type Knob = 'learningRate' | 'clipThreshold' | 'teacherForcing';

/** What computes, once it is chosen: with the same, the same seed gives the same bits. */
export interface ResolvedEngine {
  readonly device: 'wasm' | 'cpu' | 'webgl';
  readonly engine: 'planned' | 'tfjs';
  readonly threads: number;
}

/** What computes: the seam between the library and tfjs, planned kernels, or a GPU. */
export interface Engine {
  /** Written into the run, whose resume asks for the same. */
  readonly resolved: ResolvedEngine;
  /** What a person should know of it: what was chosen, and why. */
  readonly notes: readonly Note[];
  /** A time loop faster than the plain one, for whoever makes the models that this engine compiles. */
  readonly unroll?: Unroll;
  compile(model: Model, training: TrainingPlan, seed: number): Promise<CompiledModel>;
}

/** Loss, optimiser and clipping are part of what is compiled, so that every route shares one trainer. */
export interface TrainingPlan {
  readonly loss: LossKind;
  readonly optimiser: OptimiserSpec;
  readonly clip: Clip;
  readonly backpropagation: Backpropagation;
  /** How V and c are learnt; left out: by the gradient. */
  readonly readout?: Readout;
  /** Weight of the regulariser Ω; 0: none. */
  readonly omega: number;
}

/** A model with its parameters, optimiser slots and carried state, on one engine. Owns its tensors until `dispose`. */
export interface CompiledModel {
  /** One parameter update. Throws `NotFinite` and leaves parameters as they were when loss or gradient is not finite. */
  run(batch: Batch): Promise<StepReport>;
  /**
   * Mean loss over all outputs of all batches that count, without an update. Leaves the carried state of training as it was.
   * @param batches asynchronous, so that whoever makes them can let others have a turn in between: take them by `for await`
   * @param forcing with what probability a model that reads its own output is given targets; left out: that of training
   */
  evaluate(batches: AsyncIterable<Batch>, forcing?: number): Promise<number>;
  /** Looks inside the first sequence of the batch; see `ProbeRecord.values`. */
  probe(batch: Batch): Promise<Readonly<Record<string, Matrix>>>;
  /** Logits for every step of a batch, `[B, tau | 1, nO]` row-major, without an update. */
  predict(batch: Batch): Promise<Matrix>;
  /** Answers to the sources of a batch, written freely, without their ends; absent where no engine of this kind has a model with an encoder. */
  decode?(batch: Batch, search: Search): Promise<readonly Int32Array[]>;
  /** A session that reads one input at a time and answers with logits, B = 1. @param context of a model that is conditioned on one */
  sampler(context?: Float32Array): Sampler;
  set(knob: Knob, value: number): void;
  snapshot(): Promise<Snapshot>;
  /** Throws, or rejects where the engine is elsewhere, when a name or shape does not fit. */
  restore(snapshot: Snapshot): void | Promise<void>;
  dispose(): void;
}

export interface Sampler {
  /** @param x one-hot index or a row of numbers @returns logits o `[nO]` */
  next(x: number | Float32Array): Promise<Float32Array>;
  dispose(): void;
}

/** A loss, gradient or activation that is NaN or infinite; `tensor` is the first bad one in the order of computation. */
export class NotFinite extends Error {
  constructor(readonly tensor: string, readonly value: number) {
    super(`${tensor} is ${value}`);
    this.name = 'NotFinite';
  }
}

/** The engine is no longer there, and what it held is gone. The message is a sentence that says why: `The panel was closed.` */
export class EngineLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EngineLost';
  }
}
