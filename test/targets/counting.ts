import { learn, percent } from './lib/learnt.ts';
import type { Target } from './lib/target.ts';

/** Strings five times as long as those it was taught. */
export const counting: Target = {
  name: 'counting',
  title: 'aⁿbⁿ, trained with n to 10',
  experiment: '10.10.1-anbn',
  variants: { lstm: {} },
  seeds: [1, 2, 3, 4, 5],
  source: 'Gers & Schmidhuber 2001, doi:10.1109/72.963769.',

  async measure(lab) {
    const learnt = await learn(lab, 'lstm', ({ metrics }) => metrics?.exact === 1);
    const right = learnt.filter(({ exact }) => exact === 1).length;
    return [{
      target: 'LSTM, 4 units: of n = 1 … 50, those that are wholly right in the best validation, seed by seed',
      figure: learnt.map(({ exact }) => percent(exact, 0)).join(', '), toPass: `100 % in ${Math.min(3, learnt.length)} of ${learnt.length}`, passed: right >= Math.min(3, learnt.length),
    }];
  },
};
