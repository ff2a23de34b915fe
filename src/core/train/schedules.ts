import type { ScheduleSpec } from '../spec/experiment.ts';

/**
 * What the learning rate is multiplied by at one update: decay(s) · min(1, s / warmup).
 *
 * @param update s, from 1 to `updates`
 * @param updates how many there are in all
 * @returns in [0, 1]
 */
export function scheduleFactor(schedule: ScheduleSpec, update: number, updates: number): number {
  const warmth = schedule.warmup > 0 ? Math.min(1, update / schedule.warmup) : 1;
  return warmth * decay(schedule, update, updates);
}

/** 1 at first; `exponential` and `cosine` begin to fall where the warm-up ends and reach `final` at the last update. */
function decay(schedule: ScheduleSpec, update: number, updates: number): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor((update - 1) / schedule.every);
    case 'exponential':
      return schedule.final ** progress(schedule.warmup, update, updates);
    case 'cosine': // Loshchilov & Hutter 2017, equation 5
      return schedule.final + (1 - schedule.final) * (1 + Math.cos(Math.PI * progress(schedule.warmup, update, updates))) / 2;
  }
}

/** The share of the road from the first full learning rate to the last update, in [0, 1]. */
function progress(warmup: number, update: number, updates: number): number {
  const start = Math.max(1, warmup);
  if (update <= start) return 0;
  return Math.min(1, (update - start) / (updates - start));
}
