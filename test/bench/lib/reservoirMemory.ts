import { Missing } from './competitor.ts';
import { isOurs } from './entrants.ts';
import type { Entrant } from './entrants.ts';
import type { Exchange } from './exchange.ts';
import { mebibyte, peak } from './memory.ts';
import { noRatio, noTiming } from './rows.ts';
import type { Row } from './rows.ts';
import type { ReservoirWorkload } from './workload.ts';

/** What a fit holds at its peak, beside the matrix of all states that it does without: N × T in float64, which numpy makes the Gram matrix of. */
export async function measureReservoirMemory(workload: ReservoirWorkload, entrants: readonly Entrant[], exchange: Exchange, missed: (sentence: string) => void): Promise<Row[]> {
  const peaks: { entrant: Entrant; megabytes: number }[] = [];
  for (const entrant of entrants) {
    try {
      peaks.push({ entrant, megabytes: await peak(workload, entrant, exchange, 1) });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      missed(error.message);
    }
  }
  const others = peaks.filter(({ entrant }) => !isOurs(entrant)).map(({ megabytes }) => megabytes);
  const least = others.length > 0 ? Math.min(...others) : undefined;
  return peaks.filter(({ entrant }) => isOurs(entrant)).map(({ entrant: { engine, threads }, megabytes }) => ({
    workload: `memory-${workload.name}`, engine, threads, ...noTiming, megabytes, matrix: workload.units * workload.tau * 8 / mebibyte,
    ratio: { ...noRatio, numpy: least === undefined ? null : least / megabytes }, peers: [], ...(least !== undefined && { peerMegabytes: least }),
  }));
}
