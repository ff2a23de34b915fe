import { freeRunner } from './freeRun.ts';
import type { Target } from './lib/target.ts';

/** The largest Lyapunov exponent, and the time from row to row. */
const [lambda, dt] = [0.9056, 0.02];
/** Where the error, over the deviation of the attractor, is no longer small. */
const threshold = 0.4;
const most = 900;
/** Rows that are not learnt from. */
const starts = Array.from({ length: 40 }, (_, k) => 6000 + 27 * k);

/** How long a free run keeps to a chaotic orbit. */
export const lorenz: Target = {
  name: 'lorenz',
  title: 'Lorenz-63 by an echo state network that reads its own forecast of all three columns',
  experiment: '10.8-lorenz',
  variants: { '300 units': {} },
  seeds: [1, 2, 3],
  source: `Another implementation with 300 units: 8.4 to 9.4 Lyapunov times. Error ‖ŷ − y‖ over the root of the mean of ‖y‖², threshold ${threshold}, λ ${lambda}, dt ${dt}; integrated with steps of 0.002, ${starts.length} starts.`,

  async measure(lab) {
    const medians: number[] = [];
    const runs: string[] = [];
    for (const seed of lab.seeds) {
      const { rows, from } = await freeRunner(lab, 'data/lorenz.csv', '300 units', seed);
      const times = starts.map(start => validTime(from(start, most), rows.slice(start + 1))).sort((a, b) => a - b);
      medians.push(at(times, 0.5));
      runs.push(`seed ${seed}: median ${at(times, 0.5).toFixed(1)}, half of them between ${at(times, 0.25).toFixed(1)} and ${at(times, 0.75).toFixed(1)}`);
    }
    return [{
      target: `valid time in Lyapunov times, median over ${starts.length} starts, seed by seed`, figure: medians.map(each => each.toFixed(1)).join(', '),
      toPass: 'at least 6 in each', passed: medians.every(each => each >= 6), runs,
    }];
  },
};

/** Columns are standardised: the mean of ‖y‖² is their number. */
function validTime(said: readonly (readonly number[])[], truth: readonly (readonly number[])[]): number {
  const wrong = said.findIndex((row, t) => !(Math.hypot(...row.map((value, k) => value - truth[t]![k]!)) / Math.sqrt(row.length) <= threshold));
  return (wrong < 0 ? said.length : wrong) * dt * lambda;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * sorted.length)]!;
