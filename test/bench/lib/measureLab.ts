import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noRatio } from './rows.ts';
import type { Row } from './rows.ts';
import { quantile } from './statistics.ts';

/** Milliseconds from a slider to the picture that are aimed at, with 500 units and 5,000 rows on two cores. */
const goals = { 'lab': 250, 'lab-ridge': 50 } as const;

interface LabTimes {
  readonly threads: number;
  readonly milliseconds: Readonly<Record<keyof typeof goals, readonly number[]>>;
  /** Medians: until the fit is asked for, of the fit in its process, of the way to it and back, and from its answer to the picture. */
  readonly parts: Readonly<Record<keyof typeof goals, Readonly<Record<'ask' | 'compute' | 'way' | 'draw', number>>>>;
}

/** Moves the lab's sliders in a browser. @param say hears the goals */
export async function measureLab(say: (sentence: string) => void): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, '../../scripts/bench-lab.mjs')], { timeout: 300_000 });
  const { threads, milliseconds, parts } = JSON.parse(stdout) as LabTimes;
  return (Object.keys(goals) as (keyof typeof goals)[]).map(name => {
    const times = milliseconds[name];
    const median = quantile(times, 0.5);
    const { ask, compute, way, draw } = parts[name];
    say(`  lab: slider to picture, ${name === 'lab' ? '' : 'ridge only, '}N = 500, 5,000 samples: ${median.toFixed(0)} ms (goal ${goals[name]}): asking ${ask.toFixed(0)}, fitting ${compute.toFixed(0)}, the way there and back ${way.toFixed(0)}, drawing ${draw.toFixed(0)}`);
    return {
      workload: name, engine: 'planned', threads, msMedian: median, msBest: Math.min(...times), msQuartiles: [quantile(times, 0.25), quantile(times, 0.75)],
      tokensPerSecond: 5000 / (median / 1000), ratio: noRatio, peers: [],
    };
  });
}
