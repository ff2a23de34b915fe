import type { ValidationRecord } from '../../src/core/train/records.ts';
import type { Lab } from './lib/lab.ts';
import { search } from './lib/search.ts';
import type { Finding, Target } from './lib/target.ts';

const least = 0.99;

/** The same layers without attention: all that the decoder knows of the source is C, as its first state and at every step. */
const context = search({ learningRates: [0.002, 0.005, 0.01], initialisers: ['orthogonal', 'glorot'] }, (learningRate, recurrentInitialiser) => ({
  model: {
    encoder: { layers: [{ cell: { kind: 'gru', recurrentInitialiser }, hiddenSize: 32, direction: 'both' }], as: 'both', attention: undefined },
    layers: [{ cell: { kind: 'gru', recurrentInitialiser }, hiddenSize: 64 }],
  },
  training: { optimiser: { kind: 'adam', learningRate } },
}), 'C alone');

/** Attention reads every date it has not seen; a context vector of the same size does not, in as many updates. */
export const attention: Target = {
  name: 'attention',
  title: 'Human dates into ISO 8601, with attention and with a context vector',
  experiment: '12.4-dates-attention',
  variants: { attention: {}, ...context },
  seeds: [1, 2, 3],
  hypothesis: true,
  source: 'Attention as in Bahdanau et al. 2015; formats of our own, and one day in ten kept apart however it is written. Answers are written freely, greedily.',
  measure: async (lab) => {
    const attentive = await withAttention(lab);
    return [attentive.finding, await withContext(lab, attentive.worst)];
  },
};

const exactOf = ({ metrics }: ValidationRecord): number => metrics!['exact']!;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Until they are right. @returns the share at the last validation of the worst seed */
async function withAttention(lab: Lab): Promise<{ readonly finding: Finding; readonly worst: number }> {
  const lasts: ValidationRecord[] = [];
  for (const seed of lab.seeds) {
    const { validations } = await lab.train('attention', { seed, until: (record) => record.kind === 'validation' && exactOf(record) >= least });
    lasts.push(validations.at(-1)!);
  }
  const worst = Math.min(...lasts.map(exactOf));
  const runs = lasts.map((last, i) => `attention, seed ${lab.seeds[i]}: ${percent(exactOf(last))} at update ${last.step}`);
  const most = lab.experiment('attention').training.steps;
  return { worst, finding: { target: `attention: dates of days never seen that are right within ${most} updates, seed by seed`, figure: lasts.map((last) => percent(exactOf(last))).join(', '), toPass: `at least ${percent(least)} in each`, passed: worst >= least, runs } };
}

/** Searched for at its best, the first seed each: its highest share at any validation. */
async function withContext(lab: Lab, mark: number): Promise<Finding> {
  const highest: { readonly variant: string; readonly share: number }[] = [];
  for (const variant of Object.keys(context)) {
    const { validations } = await lab.train(variant, { seed: lab.seeds[0]! });
    highest.push({ variant, share: Math.max(...validations.map(exactOf)) });
  }
  const best = Math.max(...highest.map(({ share }) => share));
  return {
    target: `context vector, the same layers: the best of ${highest.length} settings at any validation within as many updates`, figure: percent(best), toPass: `under that of attention, ${percent(mark)}`, passed: best < mark,
    runs: highest.map(({ variant, share }) => `${variant}, seed ${lab.seeds[0]}: ${percent(share)} at its best`),
  };
}
