import type { ResolvedEngine } from '../core/train/engine.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';

/**
 * A run is a folder, readable by anything (docs/design.md):
 * `experiment.json`, `metrics.jsonl`, `samples.jsonl`, `probe.safetensors`, `checkpoints/step-N.safetensors`,
 * `events.out.tfevents.*`, `log.jsonl`, `output.log`, `status.json`, `code/HASH/…`.
 */
export const runFiles = {
  experiment: 'experiment.json',
  metrics: 'metrics.jsonl',
  samples: 'samples.jsonl',
  probe: 'probe.safetensors',
  log: 'log.jsonl',
  status: 'status.json',
  checkpoints: 'checkpoints',
  /** What the training process printed, where one was started by the editor. */
  output: 'output.log',
  /** The files of a cell that a person wrote, as they were, in a folder named after their hash. */
  code: 'code',
} as const;

/** `experiment.json`: the experiment as it runs, with what was chosen for it. */
export interface RunExperiment {
  /** Path of the experiment file relative to the run folder, with `/`. */
  readonly source: string;
  readonly experiment: ResolvedExperiment;
  /** As resolved; a resume reuses them. Absent until the session has chosen. */
  readonly resolved?: ResolvedEngine;
}

export type RunState = 'queued' | 'running' | 'paused' | 'done' | 'stopped' | 'failed';

/** `status.json`, replaced atomically at each change and at least every `heartbeatSeconds`. */
export interface RunStatus {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  /** Why it failed or paused, in words. */
  readonly reason?: string;
  /** What a cell's file says by now, while the run is paused, where that is not what it computes. */
  readonly newCode?: NewCode;
  readonly step: number;
  readonly steps: number;
  readonly loss?: number;
  readonly validationLoss?: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly heartbeat: number;
  /** Seconds of training so far, pauses left out. */
  readonly time: number;
  /** The process that owns the run: the run's lock. Absent when none does. */
  readonly owner?: { readonly pid: number; readonly host: string; readonly socket?: string };
}

/** A cell's file that was changed while a run that computes it was paused. */
export interface NewCode {
  readonly file: string;
  /** Why the run cannot go on with it, in words; absent where it can. */
  readonly problem?: string;
}

export const heartbeatSeconds = 3;
/** A running run with an older heartbeat has lost its process. */
export const lostAfterSeconds = 15;
