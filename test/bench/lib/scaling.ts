import type { Entrant } from './entrants.ts';
import type { Exchange } from './exchange.ts';
import type { Paddock } from './paddock.ts';
import { noRatio, noTiming } from './rows.ts';
import type { Row } from './rows.ts';
import { logLogSlope, median } from './statistics.ts';
import { scaling } from './workloads.ts';

const passes = 3;

/** How the cost of a step grows with tau, B and H: the exponent of each. Every size is timed in several passes over all. */
export async function measureScaling(entrant: Entrant, paddock: Paddock, exchange: Exchange, milliseconds: number): Promise<Row[]> {
  const contestant = await paddock.get(entrant);
  const time = async (workload: typeof scaling.tau[number]['workload']) => {
    await contestant.ask({ do: 'prepare', workload, file: await exchange.file(workload) });
    await contestant.ask({ do: 'time', milliseconds: milliseconds / 2 });
    return median(await contestant.ask({ do: 'time', milliseconds }));
  };
  const rows: Row[] = [];
  for (const [size, steps] of Object.entries(scaling)) {
    const medians: number[][] = steps.map(() => []);
    for (let pass = 0; pass < passes; pass++) {
      for (const [i, { workload }] of steps.entries()) medians[i]!.push(await time(workload));
    }
    const points = steps.map(({ at }, i) => ({ x: at, y: median(medians[i]!) }));
    rows.push({
      workload: `scaling-${size}`, engine: entrant.engine, threads: entrant.threads, ...noTiming, ratio: noRatio, peers: [],
      slope: logLogSlope(points), points: points.map(({ x, y }) => ({ at: x, msMedian: y })),
    });
  }
  return rows;
}
