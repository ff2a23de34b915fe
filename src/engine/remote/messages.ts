import type { Batch } from '../../core/data/batch.ts';
import type { Snapshot } from '../../core/checkpoint/checkpoint.ts';
import type { RecurrentSpec } from '../../core/models/recurrentSpec.ts';
import type { Search } from '../../core/train/beamSearch.ts';
import type { Knob, StepReport, TrainingPlan } from '../../core/train/engine.ts';
import type { Matrix } from '../../core/train/records.ts';

/** What the engine on the other side is. */
export interface EngineCard {
  readonly name: string;
  /** Who draws: `ANGLE (NVIDIA, …)`; empty where the browser does not tell. */
  readonly renderer: string;
}

interface OfModel {
  readonly model: number;
}

interface OfSampler {
  readonly sampler: number;
}

type Nothing = Record<string, never>;

/** Requests to an engine elsewhere, by name: one for each thing that `CompiledModel` does. Numbers name what the client made. */
export interface EngineRequests {
  hello: { params: Nothing; result: EngineCard };
  compile: { params: OfModel & { readonly spec: RecurrentSpec; readonly plan: TrainingPlan; readonly seed: number }; result: Nothing };
  run: { params: OfModel & { readonly batch: Batch }; result: StepReport };
  /** Answered when every batch was measured; each comes by `measure`, the end by one without a batch. */
  evaluate: { params: OfModel & { readonly forcing?: number | undefined }; result: number };
  /** Answered when the next may come. */
  measure: { params: OfModel & { readonly batch?: Batch }; result: Nothing };
  probe: { params: OfModel & { readonly batch: Batch }; result: Readonly<Record<string, Matrix>> };
  predict: { params: OfModel & { readonly batch: Batch }; result: Matrix };
  decode: { params: OfModel & { readonly batch: Batch; readonly search: Search }; result: readonly Int32Array[] };
  set: { params: OfModel & { readonly knob: Knob; readonly value: number }; result: Nothing };
  snapshot: { params: OfModel; result: Snapshot };
  restore: { params: OfModel & { readonly snapshot: Snapshot }; result: Nothing };
  dispose: { params: OfModel; result: Nothing };
  sampler: { params: OfModel & OfSampler & { readonly context?: Float32Array | undefined }; result: Nothing };
  next: { params: OfSampler & { readonly x: number | Float32Array }; result: Float32Array };
  endSampler: { params: OfSampler; result: Nothing };
  /** Tensors that the engine holds. */
  memory: { params: Nothing; result: { readonly tensors: number } };
}

export type EngineMethod = keyof EngineRequests;
export type EngineParams<M extends EngineMethod> = EngineRequests[M]['params'];
export type EngineResult<M extends EngineMethod> = EngineRequests[M]['result'];

export interface EngineRequest {
  readonly id: number;
  readonly method: EngineMethod;
  readonly params: unknown;
}

/** What comes back: an answer, a sign of life each second, or the last word. */
export type EngineReply =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly message: string; readonly notFinite?: { readonly tensor: string; readonly value: number } }
  | { readonly kind: 'beat' }
  | { readonly kind: 'lost'; readonly reason: string };

export const beatSeconds = 1;
