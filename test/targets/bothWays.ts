import type { Lab } from './lib/lab.ts';
import { learn, percent } from './lib/learnt.ts';
import { search } from './lib/search.ts';
import type { Finding, Target } from './lib/target.ts';

const forward = search({ learningRates: [0.001, 0.005, 0.02], initialisers: ['orthogonal', 'glorot'] }, (learningRate, recurrentInitialiser) => ({
  model: { layers: [{ cell: { kind: 'lstm', recurrentInitialiser }, hiddenSize: 64, direction: 'forward' }] },
  training: { optimiser: { kind: 'adam', learningRate } },
}), 'forward');

/** What lies ahead is known only to a network that reads from the end as well. */
export const bothWays: Target = {
  name: 'both-ways',
  title: 'Exclusive or of the bits two steps ahead and two steps back',
  experiment: '10.3-bidirectional-xor',
  variants: { both: {}, ...forward },
  seeds: [1, 2, 3],
  source: 'The bit ahead is a fair coin to a causal network: right half of the time at best.',
  measure: async lab => [await both(lab), await causal(lab)],
};

const enough = 0.995;

async function both(lab: Lab): Promise<Finding> {
  const learnt = await learn(lab, 'both', ({ metrics }) => (metrics?.accuracy ?? 0) >= enough);
  return {
    target: 'reading both ways, 2 × 32 units: answers that are right, seed by seed',
    figure: learnt.map(({ accuracy, step }) => `${percent(accuracy)}${step === undefined ? '' : ` at ${step}`}`).join(', '),
    toPass: `at least ${percent(enough)} in each`, passed: learnt.every(({ accuracy }) => accuracy >= enough),
  };
}

async function causal(lab: Lab): Promise<Finding> {
  const runs: string[] = [];
  let best = 0;
  for (const variant of Object.keys(forward)) {
    for (const { accuracy } of await learn(lab, variant, () => false, lab.seeds.slice(0, 1))) {
      runs.push(`${variant}, seed ${lab.seeds[0]}: ${percent(accuracy)} in its best validation`);
      best = Math.max(best, accuracy);
    }
  }
  return { target: `reading forward, 64 units: answers that are right, the best validation of ${runs.length} settings`, figure: percent(best), toPass: 'at most 52 %', passed: best <= 0.52, runs };
}
