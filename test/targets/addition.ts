import type { TrainRecord, ValidationRecord } from '../../src/core/train/records.ts';
import type { Lab } from './lib/lab.ts';
import type { Target } from './lib/target.ts';

/** Of all characters, and of whole answers. */
const [perCharacter, exact] = [0.99, 0.95];
const mostEpochs = 100;
/** Sums in an epoch, as in the Keras example. */
const epoch = 5000;

/** An encoder–decoder adds numbers that it has never seen together. */
export const addition: Target = {
  name: 'addition',
  title: 'Two-digit addition from text to text, an encoder–decoder of LSTM-128',
  experiment: '10.4-addition',
  variants: { 'C as initial state': {} },
  seeds: [1, 2, 3],
  source: 'The Keras example `addition_rnn`: two digits reversed, one LSTM layer of 128 each, 99 % of the characters in 55 epochs of 5,000 sums. Here answers are written freely, greedily, to 500 sums of those never trained on in either order; the epoch is as large.',
  async measure(lab: Lab) {
    const reached: (number | undefined)[] = [];
    const runs: string[] = [];
    for (const seed of lab.seeds) {
      const { validations } = await lab.train('C as initial state', { seed, until: isLearnt });
      const last = validations.at(-1)!;
      const epochs = (last.step * lab.experiment('C as initial state').training.batchSize) / epoch;
      reached.push(isLearnt(last) ? epochs : undefined);
      runs.push(`seed ${seed}: ${percent(last.metrics!['accuracy']!)} of the characters and ${percent(last.metrics!['exact']!)} of the answers at update ${last.step}`);
    }
    return [{
      target: `epochs until ${percent(perCharacter)} of the characters and ${percent(exact)} of the answers are right, seed by seed`,
      figure: reached.map((epochs) => epochs?.toFixed(0) ?? 'never').join(', '), toPass: `at most ${mostEpochs} in each`,
      passed: reached.every((epochs) => epochs !== undefined && epochs <= mostEpochs), runs,
    }];
  },
};

function isLearnt(record: TrainRecord): boolean {
  return record.kind === 'validation' && sharesOf(record).every((share, i) => share >= [perCharacter, exact][i]!);
}

const sharesOf = ({ metrics }: ValidationRecord): readonly number[] => [metrics!['accuracy']!, metrics!['exact']!];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
