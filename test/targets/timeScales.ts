import { learn, percent } from './lib/learnt.ts';
import type { Learning } from './lib/learnt.ts';
import type { Lab } from './lib/lab.ts';
import { search } from './lib/search.ts';
import type { Change, Finding, Target } from './lib/target.ts';

const enough = 0.998;
const steps = 1500;
const batchSize = 32;

const tanh = search({ learningRates: [0.0003, 0.001, 0.003], initialisers: ['orthogonal', 'identity'] }, (learningRate, recurrentInitialiser) => ({
  model: { layers: [{ cell: { kind: 'tanh', recurrentInitialiser }, hiddenSize: 50 }] },
  training: { steps, optimiser: { kind: 'adam', learningRate } },
}), 'tanh');

const skip: Change = {
  model: { layers: [{ cell: { kind: 'skip', delay: 10 }, hiddenSize: 50 }] },
  training: { steps, optimiser: { kind: 'adam', learningRate: 0.001 } },
};

/** Slow units, or a way over ten steps at once, where one step after another is too long. */
export const timeScales: Target = {
  name: 'time-scales',
  title: 'Temporal order over 50 to 60 steps, 50 units: leaky, with a skip through time, and plain',
  experiment: '10.9.2-leaky-units',
  variants: { leaky: { training: { steps } }, skip, ...tanh },
  seeds: [1, 2, 3],
  hypothesis: true,
  source: 'A hypothesis of section 10.9; the task is 6a of Hochreiter & Schmidhuber 1997 at half its length. What is not so: that plain tanh units fail. Where W begins as the identity, which holds on to what was there as slow units do, they learn it at two of three learning rates, as soon; with an orthogonal W they do at none, and leaky units and the skip do with each seed at the one rate they were given.',
  measure: async lab => [await learns(lab, 'leaky', 'leaky units, time constants from 1 to 100'), await learns(lab, 'skip', 'skip of ten steps'), await plain(lab)],
};

const learnt = (lab: Lab, variant: string, seeds = lab.seeds): Promise<Learning[]> => learn(lab, variant, ({ metrics }) => (metrics?.accuracy ?? 0) >= enough, seeds);

async function learns(lab: Lab, variant: string, named: string): Promise<Finding> {
  const runs = await learnt(lab, variant);
  return {
    target: `${named}: sequences read until ${percent(enough)} of 500 others are right, seed by seed`,
    figure: runs.map(({ step, accuracy }) => (step === undefined ? `never (${percent(accuracy)})` : step * batchSize)).join(', '),
    toPass: `at most ${steps * batchSize} in each`, passed: runs.every(({ step }) => step !== undefined),
  };
}

/** The net that is to lose is searched for at its best, the first seed each. */
async function plain(lab: Lab): Promise<Finding> {
  const runs: string[] = [];
  let best = 0;
  for (const variant of Object.keys(tanh)) {
    for (const { accuracy, step } of await learnt(lab, variant, lab.seeds.slice(0, 1))) {
      runs.push(`${variant}, seed ${lab.seeds[0]}: ${percent(accuracy)} in its best validation${step === undefined ? '' : `, at ${step * batchSize} sequences`}`);
      best = Math.max(best, accuracy);
    }
  }
  return {
    target: `tanh network: answers that are right, the best of ${runs.length} settings`, figure: percent(best),
    toPass: `less than ${percent(enough)} after ${steps * batchSize} sequences`, passed: best < enough, runs,
  };
}
