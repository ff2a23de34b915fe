import type { Lab } from './lib/lab.ts';
import type { Finding, Target } from './lib/target.ts';

const learnt = 0.01;
const unlearnt = 0.15;

/** What lies further back than the gradient reaches is not learnt, though the state would carry it. */
export const truncation: Target = {
  name: 'truncated-bptt',
  title: 'The adding problem over 100 steps, the gradient cut after 25',
  experiment: '10.2.2-truncated-bptt',
  variants: { truncated: {}, full: { training: { backpropagation: { k1: 100, k2: 100 } } } },
  seeds: [1, 2, 3],
  source: 'Williams & Peng 1990; the markers as in Hochreiter & Schmidhuber 1997: both in the first half.',
  measure: async lab => [await truncated(lab), await full(lab)],
};

async function truncated(lab: Lab): Promise<Finding> {
  const lowest: number[] = [];
  for (const seed of lab.seeds) {
    const { validations } = await lab.train('truncated', { seed });
    lowest.push(Math.min(...validations.map(({ loss }) => loss)));
  }
  return {
    target: 'k1 = k2 = 25: lowest validation loss, seed by seed',
    figure: lowest.map(loss => loss.toFixed(4)).join(', '), toPass: `at least ${unlearnt} in each`, passed: lowest.every(loss => loss >= unlearnt),
  };
}

async function full(lab: Lab): Promise<Finding> {
  const lowest: number[] = [];
  for (const seed of lab.seeds) {
    const { validations } = await lab.train('full', { seed, until: record => record.kind === 'validation' && record.loss < learnt });
    lowest.push(Math.min(...validations.map(({ loss }) => loss)));
  }
  return {
    target: 'k1 = k2 = 100, the whole way: lowest validation loss, seed by seed, until it is under the mark',
    figure: lowest.map(loss => loss.toFixed(4)).join(', '), toPass: `under ${learnt} in each`, passed: lowest.every(loss => loss < learnt),
  };
}
