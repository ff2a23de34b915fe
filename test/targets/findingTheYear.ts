import type { ValidationRecord } from '../../src/core/train/records.ts';
import type { Lab } from './lib/lab.ts';
import type { Change, Finding, Target } from './lib/target.ts';

/** 18 units have as many parameters (54,670) as the LSTM (54,372), 64 have its units (194,276). */
const sizes = [18, 64];

const perPosition = Object.fromEntries(sizes.flatMap(hiddenSize => [0.001, 0.003, 0.01].map((learningRate): [string, Change] => [
  `per position, ${hiddenSize} units, learning rate ${learningRate}`,
  { model: { layers: [{ cell: { kind: 'perPosition', positions: 24 }, hiddenSize }] }, training: { optimiser: { kind: 'adam', learningRate } } },
])));

/** Why parameters are shared: what was learnt of a word in one place is known in every other. */
export const findingTheYear: Target = {
  name: 'finding-the-year',
  title: 'The year in a sentence, at places and in lengths that training never had',
  experiment: '10-finding-the-year',
  variants: { lstm: {}, ...perPosition },
  seeds: [1, 2, 3],
  hypothesis: true,
  source: 'The opening example of chapter 10 of Goodfellow, Bengio & Courville 2016.',
  measure: async lab => [await recurrent(lab), await feedforward(lab)],
};

const accuracy = ({ metrics }: ValidationRecord): number => metrics!['accuracy']!;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

async function recurrent(lab: Lab): Promise<Finding> {
  const found: number[] = [];
  for (const seed of lab.seeds) found.push(accuracy((await lab.train('lstm', { seed })).validations.at(-1)!));
  return { target: 'LSTM: years found, seed by seed', figure: found.map(percent).join(', '), toPass: 'at least 99 % in each', passed: found.every(each => each >= 0.99) };
}

/** The best of all validations: it is to lose at its best. */
async function feedforward(lab: Lab): Promise<Finding> {
  const runs: { readonly variant: string; readonly best: number }[] = [];
  for (const variant of Object.keys(perPosition)) {
    const { validations } = await lab.train(variant, { seed: lab.seeds[0]! });
    runs.push({ variant, best: Math.max(...validations.map(accuracy)) });
  }
  const best = Math.max(...runs.map(each => each.best));
  return {
    target: `parameters per position: years found at best, of ${runs.length} settings`, figure: percent(best), toPass: 'less than 50 %', passed: best < 0.5,
    runs: runs.map(each => `${each.variant}, seed ${lab.seeds[0]}: ${percent(each.best)} at best`),
  };
}
