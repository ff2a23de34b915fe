import { lostAfterSeconds } from '../../src/protocol/run.ts';
import type { RunState } from '../../src/protocol/run.ts';
import type { PanelState } from './store.ts';
import type { Table } from './table.ts';

/** What a run is to the person looking at it: its own state, or `lost` where its process no longer answers. */
export type Situation = 'loading' | 'none' | 'lost' | 'gone' | RunState;

export function situation({ experiment, runId, status, gone, now }: PanelState): Situation {
  if (gone !== undefined) return 'gone';
  if (!experiment) return 'loading';
  if (!status) return runId === '' ? 'none' : 'loading';
  const silent = now - status.heartbeat > lostAfterSeconds * 1000;
  return silent && (status.state === 'running' || status.state === 'paused') ? 'lost' : status.state;
}

/** In words, as the badge shows it. */
export const situationWords: Readonly<Record<Situation, string>> = {
  loading: 'Loading', none: 'Not run yet', queued: 'Queued', running: 'Running', paused: 'Paused',
  done: 'Done', stopped: 'Stopped', failed: 'Failed', lost: 'Lost', gone: 'Gone',
};

const recentSteps = 100;

/** Seconds of training left at the pace of the last steps; undefined before there is a pace. */
export function secondsLeft(steps: Table, total: number): number | undefined {
  const time = steps.column('time');
  const step = steps.column('step');
  const last = steps.rows - 1;
  const first = Math.max(0, last - recentSteps);
  const pace = last > first ? (time[last]! - time[first]!) / (step[last]! - step[first]!) : NaN;
  return Number.isFinite(pace) ? pace * (total - step[last]!) : undefined;
}
