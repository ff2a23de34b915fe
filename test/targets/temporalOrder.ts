import { learn, percent } from './lib/learnt.ts';
import type { Target } from './lib/target.ts';

const mostSequences = 60_000;
const enough = 0.998;

/** Two symbols, fifty steps apart and fifty from the end: in which order did they come? */
export const temporalOrder: Target = {
  name: 'temporal-order',
  title: 'Temporal order over 100 to 110 steps',
  experiment: '10.7-temporal-order',
  variants: { lstm: { training: { steps: Math.floor(mostSequences / 32) } } },
  seeds: [1, 2, 3, 4, 5],
  source: 'Hochreiter & Schmidhuber 1997, task 6a: 31,390 sequences.',

  async measure(lab) {
    const learnt = await learn(lab, 'lstm', ({ metrics }) => (metrics?.accuracy ?? 0) >= enough);
    return [{
      target: `LSTM, 32 units: sequences read until ${percent(enough)} of 1,000 others are right, seed by seed`,
      figure: learnt.map(({ step, accuracy }) => (step === undefined ? `never (${percent(accuracy)})` : step * 32)).join(', '),
      toPass: `at most ${mostSequences} in ${Math.min(4, learnt.length)} of ${learnt.length}`, passed: learnt.filter(({ step }) => step !== undefined).length >= Math.min(4, learnt.length),
    }];
  },
};
