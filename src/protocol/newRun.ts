import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import type { RunExperiment, RunStatus } from './run.ts';

export interface NewRun {
  readonly id: string;
  /** First `experiment.json` and `status.json` of the run folder. */
  readonly experiment: RunExperiment;
  readonly status: RunStatus;
}

/**
 * The documents a new run folder starts with. The run waits as `queued` until a session takes it.
 * @param source path of the experiment file relative to the run folder, with `/`
 * @param time milliseconds since 1970
 * @param random in [0, 1): keeps two runs of the same second apart
 */
export function newRun(experiment: ResolvedExperiment, source: string, time: number, random: number): NewRun {
  const id = runId(experiment.name, time, random);
  const status: RunStatus = {
    id, name: experiment.name, state: 'queued', step: 0, steps: experiment.training.steps, createdAt: time, heartbeat: time, time: 0,
  };
  return { id, experiment: { source, experiment }, status };
}

/** Sortable by time and readable: `2025-03-01-142501-moby-dick-char-lstm-k3x9`, in UTC. */
export function runId(name: string, time: number, random: number): string {
  const moment = new Date(time).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const slug = words.join('-').slice(0, 40).replace(/-$/, '') || 'run';
  const tail = Math.floor(random * 36 ** 4).toString(36).padStart(4, '0');
  return `${moment}-${slug}-${tail}`;
}
