import type { Uri } from 'vscode';
import type { RunState, RunStatus } from '../../protocol/run.ts';

/** A run folder and what its `status.json` says. */
export interface Run {
  readonly folder: Uri;
  readonly status: RunStatus;
}

/** A process is at it. */
export const isLive = (state: RunState): boolean => state === 'running' || state === 'paused';
export const isStoppable = (state: RunState): boolean => isLive(state) || state === 'queued';
export const isResumable = (state: RunState): boolean => state === 'paused' || state === 'stopped' || state === 'failed';

const states: readonly unknown[] = ['queued', 'running', 'paused', 'done', 'stopped', 'failed'] satisfies RunState[];

/** @throws Error where the text is no run's `status.json` */
export function parseStatus(text: string): RunStatus {
  const status = JSON.parse(text) as Partial<RunStatus> | null;
  const numbers = [status?.step, status?.steps, status?.createdAt, status?.heartbeat, status?.time];
  const fits = typeof status?.id === 'string' && typeof status.name === 'string' && states.includes(status.state) && numbers.every(Number.isFinite);
  if (!fits) throw new Error('This status.json is not that of a run.');
  return status as RunStatus;
}
