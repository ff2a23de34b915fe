import { peers } from './entrants.ts';
import type { Row, Timing } from './rows.ts';
import { number } from './text.ts';

/** A row in a line, said as soon as it is there. */
export function summary({ engine, threads, msMedian, ratio, megabytes, slope, workload }: Row): string {
  const what = [
    msMedian === null ? '' : `${number(msMedian)} ms`,
    megabytes === undefined ? '' : `${number(megabytes)} MB`,
    slope === undefined ? '' : `${workload}: to the power ${number(slope)}`,
    ...peers.map(peer => (ratio[peer] === null ? '' : `${number(ratio[peer])} × ${peer}`)),
  ];
  return `${who(engine, threads)}: ${what.filter(Boolean).join(', ')}`;
}

/** What a peer took, in a line. */
export const peerSummary = ({ engine, threads, msMedian }: Timing): string => `${who(engine, threads)}: ${number(msMedian)} ms`;

const who = (engine: string, threads: number): string => `${engine}, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
