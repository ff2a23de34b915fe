import type { TrainRecord } from '../core/train/records.ts';
import type { SessionEnd } from '../worker/session.ts';

/** What a record says to a person at a terminal; nothing for those that only the panel shows, nor for an error: it ends the run, which says why. */
export function describeRecord(record: TrainRecord, isText: boolean): string | undefined {
  switch (record.kind) {
    case 'validation':
      return `step ${record.step}: validation loss ${validationLoss(record.loss, isText)}`;
    case 'log':
      return record.level === 'error' ? undefined : record.message;
    default:
      return undefined;
  }
}

const validationLoss = (nats: number, isText: boolean): string =>
  isText ? `${nats.toFixed(4)} nats, ${(nats / Math.LN2).toFixed(4)} bits per character` : nats.toPrecision(5);

export function describeEnd({ state, step, checkpoint, reason }: SessionEnd): string {
  const saved = checkpoint === undefined ? '' : `; saved ${checkpoint}`;
  const why = state === 'stopped' && reason !== undefined ? ` (${reason})` : '';
  return `${state} at step ${step}${saved}${why}`;
}
