import type { Lab } from './lib/lab.ts';
import { percent } from './lib/learnt.ts';
import type { Finding, Target } from './lib/target.ts';

/** Clipping holds what explodes; what has vanished only Ω brings back. */
export const omega: Target = {
  name: 'omega',
  title: 'Temporal order over 50 steps, 50 tanh units, plain stochastic gradient descent: clipping with Ω and clipping alone',
  experiment: '10.11.2-omega',
  variants: { 'clipping alone': { training: { omega: 0 } }, 'clipping and Ω': {} },
  seeds: [1, 2, 3, 4, 5],
  source: 'Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063; another implementation: 46.7 % of the answers wrong with clipping alone after 10,700 updates, 8.5 % with Ω after 12,700.',
  measure: async lab => [await halved(lab)],
};

interface Pair {
  readonly seed: number;
  readonly without: number;
  readonly withOmega: number;
  readonly step: number;
}

/** The lowest share of wrong answers in any validation, of both; with Ω no further than to half of that without. */
async function halved(lab: Lab): Promise<Finding> {
  const pairs: Pair[] = [];
  for (const seed of lab.seeds) pairs.push(await pair(lab, seed));
  const most = lab.experiment('clipping and Ω').training.steps;
  const passed = pairs.filter(({ without, withOmega }) => withOmega <= without / 2).length;
  const enough = Math.min(3, pairs.length);
  return {
    target: `wrong answers at the best validation within ${most} updates, clipping alone → with Ω, seed by seed`,
    figure: pairs.map(({ without, withOmega }) => `${percent(without)} → ${percent(withOmega)}`).join(', '),
    toPass: `half at most, in ${enough} of ${pairs.length}`, passed: passed >= enough,
    runs: pairs.map(({ seed, without, withOmega, step }) => `seed ${seed}: ${percent(without)} wrong with clipping alone, ${percent(withOmega)} with Ω as well, at update ${step}`),
  };
}

async function pair(lab: Lab, seed: number): Promise<Pair> {
  const alone = await lab.train('clipping alone', { seed });
  const without = Math.min(...alone.validations.map(({ metrics }) => wrong(metrics)));
  const { validations, step } = await lab.train('clipping and Ω', { seed, until: record => record.kind === 'validation' && wrong(record.metrics) <= without / 2 });
  return { seed, without, withOmega: Math.min(...validations.map(({ metrics }) => wrong(metrics))), step };
}

const wrong = (metrics: Readonly<Record<string, number>> | undefined): number => 1 - metrics!['accuracy']!;
