import type { RunStatus } from '../../../src/protocol/run.ts';
import { experimentOf } from '../../core/experiments.ts';

export const experiment = experimentOf({ data: { kind: 'text', file: 'moby.txt' } });

/** A running run. */
export function status(parts: Partial<RunStatus> = {}): RunStatus {
  return { id: 'r1', name: 'A run', state: 'running', step: 0, steps: 100, createdAt: 0, heartbeat: 0, time: 0, ...parts };
}
