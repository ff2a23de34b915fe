import type { RunState, RunStatus } from '../../protocol/run.ts';

export const stateWords: Readonly<Record<RunState, string>> = {
  queued: 'waiting', running: 'running', paused: 'paused', done: 'done', stopped: 'stopped', failed: 'failed',
};

/** `42 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Four significant digits. */
export const lossWords = (loss: number): string => `loss ${loss.toPrecision(4)}`;

/** `loss 1.234 · 3 min`: what the list says beside a run's name. */
export function summary({ state, loss, time }: RunStatus): string {
  const parts = [...(loss === undefined ? [] : [lossWords(loss)]), ...(time > 0 ? [duration(time)] : [])];
  return parts.length === 0 ? stateWords[state] : parts.join(' · ');
}

/** `running, step 120 of 1000, loss 1.234`: what the status bar says. */
export function progressWords({ state, step, steps, loss }: RunStatus): string {
  const parts = [stateWords[state], `step ${step} of ${steps}`, ...(loss === undefined ? [] : [lossWords(loss)])];
  return parts.join(', ');
}
