import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noRatio } from './rows.ts';
import type { Row } from './rows.ts';
import { quantile } from './statistics.ts';

/** What a person waits for with a cell of their own: from a new one to its first step, and from saving one to what is wrong with it. */
export const cellWaits = ['cell-scaffold', 'cell-save'] as const;

/** Times them by the built program, each in processes of its own. */
export async function measureCells(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, '../../scripts/bench-cells.mjs'), '--json'], { timeout: 300_000 });
  const milliseconds = JSON.parse(stdout) as Readonly<Record<typeof cellWaits[number], readonly number[]>>;
  return cellWaits.map(workload => {
    const times = milliseconds[workload];
    return {
      workload, engine: workload === 'cell-save' ? 'float64' : 'tfjs', threads: 1, msMedian: quantile(times, 0.5), msBest: Math.min(...times),
      msQuartiles: [quantile(times, 0.25), quantile(times, 0.75)], tokensPerSecond: null, ratio: noRatio, peers: [],
    };
  });
}
