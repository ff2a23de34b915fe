import { peers } from './entrants.ts';
import type { Row } from './rows.ts';
import { number } from './text.ts';

/** A row in a line, said as soon as it is there. */
export function summary({ engine, threads, msMedian, ratio, megabytes, slope, workload }: Row): string {
  const what = [
    msMedian === null ? '' : `${number(msMedian)} ms`,
    megabytes === undefined ? '' : `${number(megabytes)} MB`,
    slope === undefined ? '' : `${workload}: to the power ${number(slope)}`,
    ...peers.map(peer => (ratio[peer] === null ? '' : `${number(ratio[peer])} × ${peer}`)),
  ];
  return `${engine}, ${threads === 1 ? 'one thread' : `${threads} threads`}: ${what.filter(Boolean).join(', ')}`;
}
