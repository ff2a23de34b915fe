import { Missing } from './competitor.ts';
import { isOurs } from './entrants.ts';
import type { Entrant } from './entrants.ts';
import type { Exchange } from './exchange.ts';
import { Paddock } from './paddock.ts';
import { noRatio, noTiming } from './rows.ts';
import type { Row } from './rows.ts';
import { variantFor } from './variant.ts';
import type { SequenceWorkload, Workload } from './workload.ts';

const steps = 4;
export const mebibyte = 2 ** 20;

/** ArrayBuffers and linear memory at their peak, of each entrant in a process of its own: linear memory never shrinks. */
export async function measureMemory(workload: SequenceWorkload, entrants: readonly Entrant[], exchange: Exchange, missed: (sentence: string) => void): Promise<Row[]> {
  const peaks: { entrant: Entrant; megabytes: number }[] = [];
  for (const entrant of entrants) {
    try {
      peaks.push({ entrant, megabytes: await peak(variantFor(entrant, workload), entrant, exchange, steps) });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      missed(error.message);
    }
  }
  const stock = peaks.find(({ entrant }) => entrant.engine === 'tfjs-layers')?.megabytes;
  return peaks.filter(({ entrant }) => isOurs(entrant)).map(({ entrant, megabytes }) => ({
    workload: `memory-${workload.name}`, engine: entrant.engine, threads: entrant.threads, ...noTiming, megabytes,
    ratio: { ...noRatio, tfjs: stock === undefined ? null : stock / megabytes }, peers: [],
  }));
}

/** What an entrant held at most over a few steps, in a process of its own. */
export async function peak(workload: Workload, entrant: Entrant, exchange: Exchange, steps: number): Promise<number> {
  const paddock = new Paddock();
  try {
    const contestant = await paddock.get(entrant);
    await contestant.ask({ do: 'prepare', workload, file: await exchange.file(workload) });
    const { arrayBuffers, linear } = await contestant.ask({ do: 'memory', steps });
    return (arrayBuffers + linear) / mebibyte;
  } finally {
    await paddock.close();
  }
}
