import type { Knob } from '../core/train/engine.ts';
import type { RunState } from './run.ts';

type Nothing = Record<string, never>;

/** Requests to a training session, over its private local socket: one JSON object a line (see `rpc.ts`). */
export interface SessionRequests {
  /** Attaches. `keepRunning`: go on when nobody is attached. */
  attach: { params: { keepRunning: boolean }; result: { state: RunState; step: number } };
  /** After the current step, state kept. */
  pause: { params: Nothing; result: { step: number } };
  /** One update, then paused again. */
  step: { params: Nothing; result: { step: number } };
  resume: { params: Nothing; result: { step: number } };
  /** Ends the run and leaves a checkpoint. */
  stop: { params: Nothing; result: { step: number; checkpoint: string } };
  checkpoint: { params: Nothing; result: { checkpoint: string } };
  /** Sample now; the sample arrives in `samples.jsonl` like any other. */
  sample: { params: Nothing; result: Nothing };
  set: { params: { knob: Knob; value: number }; result: Nothing };
  /**
   * Offers the graphics card of a panel. Where it is wanted, the connection is no longer one of requests: both sides send
   * binary frames (`frames.ts`), and the session is the one that asks. `renderer`: who draws there; empty where WebGL2 is missing.
   */
  lend: { params: { renderer: string }; result: { wanted: boolean } };
}

export type SessionMethod = keyof SessionRequests;
export type Params<M extends SessionMethod> = SessionRequests[M]['params'];
export type Result<M extends SessionMethod> = SessionRequests[M]['result'];
