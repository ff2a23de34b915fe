import type { ValidationRecord } from '../../src/core/train/records.ts';
import type { Lab } from './lib/lab.ts';
import { search } from './lib/search.ts';
import type { Finding, Target } from './lib/target.ts';

const learnt = 0.01;
const mostSteps = 8000;
/** Always answering 1 costs 1/6 on average, and a little more or less on these 256 sequences. */
const unlearnt = 0.15;

const tanh = search({ learningRates: [0.0003, 0.001, 0.003], initialisers: ['orthogonal', 'identity'] }, (learningRate, recurrentInitialiser) => ({
  model: { layers: [{ cell: { kind: 'tanh', recurrentInitialiser }, hiddenSize: 64 }] },
  training: { steps: mostSteps, optimiser: { kind: 'adam', learningRate } },
}), 'tanh');

/** Two marked numbers of a hundred, to be added at the end: an LSTM learns it, a plain recurrent network does not. */
export const addingProblem: Target = {
  name: 'adding-problem',
  title: 'The adding problem over 100 steps, 64 units',
  experiment: 'adding-problem-lstm',
  variants: { lstm: { training: { steps: mostSteps } }, ...tanh },
  seeds: [1, 2, 3, 4, 5],
  source: 'Hochreiter & Schmidhuber 1997, section 5.4 (markers as there); values and scale as in Le et al. 2015.',
  measure: async lab => [await lstm(lab), await plain(lab)],
};

async function lstm(lab: Lab): Promise<Finding> {
  const steps: (number | undefined)[] = [];
  for (const seed of lab.seeds) {
    const { validations } = await lab.train('lstm', { seed, until: record => record.kind === 'validation' && record.loss < learnt });
    steps.push(validations.find(({ loss }) => loss < learnt)?.step);
  }
  const needed = Math.min(4, lab.seeds.length);
  return {
    target: `LSTM: updates until the validation loss is under ${learnt}, seed by seed`,
    figure: steps.map(step => step ?? 'never').join(', '),
    toPass: `at most ${mostSteps} in ${needed} of ${lab.seeds.length}`,
    passed: steps.filter(step => step !== undefined).length >= needed,
  };
}

/** The net that is to lose is searched for at its best, the first seed each. */
async function plain(lab: Lab): Promise<Finding> {
  const lowest: { readonly variant: string; readonly best: ValidationRecord }[] = [];
  for (const variant of Object.keys(tanh)) {
    const { validations } = await lab.train(variant, { seed: lab.seeds[0]! });
    lowest.push({ variant, best: validations.reduce((best, each) => (each.loss < best.loss ? each : best)) });
  }
  const best = Math.min(...lowest.map(({ best: { loss } }) => loss));
  return {
    target: `tanh network: lowest validation loss in ${mostSteps} updates, the best of ${lowest.length} settings`,
    figure: best.toFixed(4), toPass: `at least ${unlearnt}`, passed: best >= unlearnt,
    runs: lowest.map(({ variant, best: { loss, step } }) => `${variant}, seed ${lab.seeds[0]}: lowest validation loss ${loss.toFixed(4)}, at update ${step}`),
  };
}
