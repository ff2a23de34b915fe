import type { ValidationRecord } from '../../src/core/train/records.ts';
import type { Lab } from './lib/lab.ts';
import type { Change, Finding, Target } from './lib/target.ts';

/** Forced, the loss is small from early on; what is wanted is the error of running freely. */
export const teacherForcing: Target = {
  name: 'teacher-forcing',
  title: 'Mackey–Glass by a network that reads its own forecast: 84 free steps after twenty values',
  experiment: '10.2.1-teacher-forcing',
  variants: { scheduled: {}, forced: { training: { teacherForcing: { kind: 'always', decay: undefined, c: undefined } } } as Change },
  seeds: [1, 2, 3, 4, 5],
  hypothesis: true,
  source: 'Scheduled sampling as in Bengio et al. 2015, arXiv:1506.03099. NRMSE over the standard deviation of the training part, 100 starts, τ = 17 integrated with steps of 0.1.',
  measure: async lab => {
    const forced = await free(lab, 'forced');
    const scheduled = await free(lab, 'scheduled');
    return [lower(scheduled, forced), best(scheduled, forced)];
  },
};

/** NRMSE₈₄ at each validation, seed by seed. */
async function free(lab: Lab, variant: string): Promise<number[][]> {
  const found: number[][] = [];
  for (const seed of lab.seeds) found.push((await lab.train(variant, { seed })).validations.map(nrmse));
  return found;
}

const nrmse = ({ freeRunning }: ValidationRecord): number => Math.sqrt(freeRunning!);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const written = (values: readonly number[]): string => values.map(value => value.toFixed(3)).join(', ');

function lower(scheduled: readonly number[][], forced: readonly number[][]): Finding {
  const [own, other] = [scheduled, forced].map(seeds => seeds.map(each => each.at(-1)!)) as [number[], number[]];
  return {
    target: 'scheduled sampling: NRMSE₈₄ of running freely after as many updates, mean over the seeds', figure: mean(own).toFixed(3),
    toPass: `at most ${(0.8 * mean(other)).toFixed(3)}, 20 % under pure forcing (${mean(other).toFixed(3)})`, passed: mean(own) <= 0.8 * mean(other),
    runs: [`scheduled, seed by seed: ${written(own)}`, `forced, seed by seed: ${written(other)}`],
  };
}

/** Whoever measures the free error while it trains may stop where it is least. */
function best(scheduled: readonly number[][], forced: readonly number[][]): Finding {
  const [own, other] = [scheduled, forced].map(seeds => seeds.map(each => Math.min(...each))) as [number[], number[]];
  return {
    target: 'the same at the best of the validations: scheduled, mean over the seeds', figure: mean(own).toFixed(3), toPass: `reported; pure forcing ${mean(other).toFixed(3)}`, passed: true,
    runs: [`scheduled at its best, seed by seed: ${written(own)}`, `forced at its best, seed by seed: ${written(other)}`],
  };
}
