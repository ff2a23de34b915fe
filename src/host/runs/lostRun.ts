import { lostAfterSeconds } from '../../protocol/run.ts';
import type { RunStatus } from '../../protocol/run.ts';
import { isLive } from './run.ts';

/** A living process may be within one long step. But another may have got its number since: it isn't believed for ever. */
const livingLostAfterSeconds = 20 * lostAfterSeconds;

/**
 * Whether a run that claims to have a process has none.
 * @param silentSeconds since its heartbeat last changed, by this machine's clock: another's may differ
 * @param alive whether its process lives; undefined where that can't be known
 */
export function isLost({ state, owner }: RunStatus, silentSeconds: number, alive: boolean | undefined): boolean {
  const claimsProcess = isLive(state) || (state === 'queued' && owner !== undefined);
  if (!claimsProcess) return false;
  if (alive === false) return true;
  return silentSeconds > (alive ? livingLostAfterSeconds : lostAfterSeconds);
}

export const endedWithoutAWord = 'Its process ended without a word (killed, or out of memory).';

/** The status of a run whose process is gone. @param checkpointStep step of its newest checkpoint, if it has one */
export function failed({ owner: _, ...status }: RunStatus, reason: string, checkpointStep: number | undefined): RunStatus {
  const next = checkpointStep === undefined ? 'Resume starts from the beginning.' : `Resume goes on from step ${checkpointStep}.`;
  const sentence = reason.endsWith('.') ? reason : `${reason}.`; // a process's last line may end in anything
  return { ...status, state: 'failed', reason: `${sentence} ${next}` };
}
