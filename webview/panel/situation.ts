import { lostAfterSeconds } from '../../src/protocol/run.ts';
import type { RunState } from '../../src/protocol/run.ts';
import type { PanelState } from './store.ts';

/** What a run is to the person looking at it: its own state, or `lost` where its process no longer answers. An experiment without one is `drawn` where nothing is trained. */
export type Situation = 'loading' | 'none' | 'drawn' | 'lost' | 'gone' | RunState;

export function situation({ experiment, runId, trains, status, gone, now }: PanelState): Situation {
  if (gone !== undefined) return 'gone';
  if (!experiment) return 'loading';
  if (!status && runId !== '') return 'loading';
  if (!status) return trains ? 'none' : 'drawn';
  const silent = now - status.heartbeat > lostAfterSeconds * 1000;
  return silent && (status.state === 'running' || status.state === 'paused') ? 'lost' : status.state;
}

/** In words, as the badge shows it. */
export const situationWords: Readonly<Record<Situation, string>> = {
  loading: 'Loading', none: 'Not run yet', drawn: 'Not run yet', queued: 'Queued', running: 'Running', paused: 'Paused',
  done: 'Done', stopped: 'Stopped', failed: 'Failed', lost: 'Lost', gone: 'Gone',
};

/**
 * Seconds left at the pace of the last moments, by the clock: what a step takes besides computing, writing it down for one, counts too.
 * Undefined before there is a pace.
 */
export function secondsLeft({ moments, status }: Pick<PanelState, 'moments' | 'status'>): number | undefined {
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last || !status || last.step <= first.step) return undefined;
  return (last.now - first.now) / 1000 / (last.step - first.step) * (status.steps - last.step);
}
