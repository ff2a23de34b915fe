import type { Target } from './lib/target.ts';

const learnt = 0.01;
const mostSteps = 8000;

/** A plain network of rectified linear units whose W begins as the identity. */
export const identityRnn: Target = {
  name: 'identity-rnn',
  title: 'The adding problem over 100 steps, an IRNN of 64 units',
  experiment: 'adding-problem-lstm',
  variants: { irnn: { model: { layers: [{ cell: { kind: 'relu', recurrentInitialiser: 'identity' }, hiddenSize: 64 }] }, training: { steps: mostSteps, optimiser: { kind: 'adam', learningRate: 0.001 } } } },
  seeds: [1, 2, 3],
  source: 'Le, Jaitly & Hinton 2015, arXiv:1504.00941.',

  async measure(lab) {
    const steps: string[] = [];
    for (const seed of lab.seeds) {
      const { validations } = await lab.train('irnn', { seed, until: record => record.kind === 'validation' && record.loss < learnt });
      const step = validations.find(({ loss }) => loss < learnt)?.step;
      steps.push(step === undefined ? `never (${Math.min(...validations.map(({ loss }) => loss)).toFixed(4)})` : String(step));
    }
    return [{
      target: `IRNN: updates until the validation loss is under ${learnt}, seed by seed`,
      figure: steps.join(', '), toPass: `at most ${mostSteps} in each`, passed: steps.every(step => !step.startsWith('never')),
    }];
  },
};
