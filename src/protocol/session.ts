import type { Knob } from '../core/train/engine.ts';
import type { RunState } from './run.ts';

/** Requests to a training session, over its private local socket: one JSON object a line. */
export interface SessionRequests {
  /** Attaches. `keepRunning`: go on when nobody is attached. */
  attach: { params: { keepRunning: boolean }; result: { state: RunState; step: number } };
  /** After the current step, state kept. */
  pause: { params: Record<string, never>; result: { step: number } };
  /** One update, then paused again. */
  step: { params: Record<string, never>; result: { step: number } };
  resume: { params: Record<string, never>; result: { step: number } };
  /** Ends the run and leaves a checkpoint. */
  stop: { params: Record<string, never>; result: { step: number; checkpoint: string } };
  checkpoint: { params: Record<string, never>; result: { checkpoint: string } };
  /** Sample now; the sample arrives in `samples.jsonl` like any other. */
  sample: { params: Record<string, never>; result: Record<string, never> };
  set: { params: { knob: Knob; value: number }; result: Record<string, never> };
}

export type SessionMethod = keyof SessionRequests;
export type Params<M extends SessionMethod> = SessionRequests[M]['params'];
export type Result<M extends SessionMethod> = SessionRequests[M]['result'];

export interface SessionRequest<M extends SessionMethod = SessionMethod> {
  readonly id: number;
  readonly method: M;
  readonly params: Params<M>;
}

export type SessionResponse =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };
