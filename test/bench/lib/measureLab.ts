import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noRatio } from './rows.ts';
import type { Row } from './rows.ts';
import { quantile } from './statistics.ts';

/** What is moved, until what is drawn, and how many milliseconds that may take, with 500 units and 5,000 rows on two cores. */
const moves = {
  'lab': { what: 'slider to picture', goal: 250 },
  'lab-ridge': { what: 'ridge to picture', goal: 50 },
  'lab-inputs': { what: 'inputs read or not, for the first time, to picture', goal: 50 },
  'lab-squares': { what: 'squares read, for the first time, 0.6 s after a slider (a hand has to get there), to picture', goal: 50 },
  'lab-squares-at-once': { what: 'and where the slider had only just come to rest (nothing is added up beforehand)', goal: 50 },
  'lab-squares-ridge': { what: 'ridge to picture, where the squares are read: 1,003 numbers', goal: 50 },
  'lab-lms': { what: 'least mean squares chosen, to picture', goal: 50 },
  'lab-rls': { what: 'recursive least squares chosen, to picture', goal: 50 },
  'lab-classes': { what: 'slider to how many classes are told right', goal: 250 },
  'lab-classes-ridge': { what: 'ridge to that', goal: 50 },
  'lab-forecast': { what: 'slider to picture, a forecast from itself', goal: 250 },
  'lab-free-run': { what: 'and until how that goes on is drawn (slower, after the picture)', goal: undefined },
} as const;

type Move = keyof typeof moves;

interface LabTimes {
  readonly threads: number;
  readonly milliseconds: Readonly<Record<Move, readonly number[]>>;
  /** Medians: until the fit is asked for, of the fit in its process, of the way to it and back, and from its answer to the picture. */
  readonly parts: Readonly<Partial<Record<Move, Readonly<Record<'ask' | 'compute' | 'way' | 'draw', number>>>>>;
}

/** Moves the lab's sliders in a browser. @param say hears the goals */
export async function measureLab(say: (sentence: string) => void): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, '../../scripts/bench-lab.mjs')], { timeout: 300_000 });
  const { threads, milliseconds, parts } = JSON.parse(stdout) as LabTimes;
  return (Object.keys(moves) as Move[]).map(name => {
    const times = milliseconds[name];
    const median = quantile(times, 0.5);
    const { what, goal } = moves[name];
    say(`  lab: ${what}, N = 500, 5,000 samples: ${median.toFixed(0)} ms${goal === undefined ? '' : ` (goal ${goal})`}${partsOf(parts[name])}`);
    return {
      workload: name, engine: 'planned', threads, msMedian: median, msBest: Math.min(...times), msQuartiles: [quantile(times, 0.25), quantile(times, 0.75)],
      tokensPerSecond: 5000 / (median / 1000), ratio: noRatio, peers: [],
    };
  });
}

function partsOf(parts: LabTimes['parts'][Move]): string {
  if (!parts) return '';
  const { ask, compute, way, draw } = parts;
  return `: asking ${ask.toFixed(0)}, fitting ${compute.toFixed(0)}, the way there and back ${way.toFixed(0)}, drawing ${draw.toFixed(0)}`;
}
