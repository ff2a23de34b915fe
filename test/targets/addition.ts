import type { Lab } from './lib/lab.ts';
import type { Finding, Target } from './lib/target.ts';

/** Of every character, and of whole answers. */
const [perCharacter, exact] = [0.99, 0.95];

/** An encoder–decoder adds numbers that it has never seen together. */
export const addition: Target = {
  name: 'addition',
  title: 'Two-digit addition from text to text, an encoder–decoder of LSTM-128',
  experiment: '10.4-addition',
  variants: { 'C as initial state': {} },
  seeds: [1, 2, 3],
  source: 'The Keras example `addition_rnn`: two digits reversed, one LSTM layer of 128, 99 % of the characters in 55 epochs of 5,000 examples. 3,900 updates of 128 are 100 such epochs. Answers are written freely, greedily; sums of validation were never trained on, in either order.',
  measure: async (lab) => {
    const lasts = await train(lab);
    const share = (name: 'accuracy' | 'exact') => lasts.map((metrics) => metrics[name]!);
    return [finding('characters that are right', share('accuracy'), perCharacter), finding('whole answers that are right', share('exact'), exact)];
  },
};

async function train(lab: Lab): Promise<Readonly<Record<string, number>>[]> {
  const lasts = [];
  for (const seed of lab.seeds) lasts.push((await lab.train('C as initial state', { seed })).validations.at(-1)!.metrics!);
  return lasts;
}

function finding(what: string, shares: readonly number[], least: number): Finding {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return { target: `${what} after 100 epochs, seed by seed`, figure: shares.map(percent).join(', '), toPass: `at least ${percent(least)} in each`, passed: shares.every((share) => share >= least) };
}
