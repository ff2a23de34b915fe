import type { TrainRecord } from '../core/train/records.ts';
import type { SessionEnd } from '../worker/session.ts';

/**
 * What a record says to a person at a terminal; nothing for those that only the panel shows, nor for an error: it ends the run, which says why.
 * @param symbol what one step of a text reads
 */
export function describeRecord(record: TrainRecord, symbol?: string): string | undefined {
  switch (record.kind) {
    case 'validation':
      return [`step ${record.step}: validation loss ${validationLoss(record.loss, symbol)}`, ...Object.entries(record.metrics ?? {}).map(metric)].join(', ');
    case 'log':
      return record.level === 'error' ? undefined : record.message;
    default:
      return undefined;
  }
}

const validationLoss = (nats: number, symbol: string | undefined): string =>
  symbol !== undefined ? `${nats.toFixed(4)} nats, ${(nats / Math.LN2).toFixed(4)} bits per ${symbol}` : nats.toPrecision(5);

/** `accuracy 98.4 %` */
const metric = ([name, share]: [string, number]): string => `${name} ${(100 * share).toFixed(1)} %`;

export function describeEnd({ state, step, checkpoint, reason }: SessionEnd): string {
  const saved = checkpoint === undefined ? '' : `; saved ${checkpoint}`;
  const why = state === 'stopped' && reason !== undefined ? ` (${reason})` : '';
  return `${state} at step ${step}${saved}${why}`;
}
