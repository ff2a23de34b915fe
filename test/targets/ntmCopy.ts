import type { Lab, Training } from './lib/lab.ts';
import type { Finding, Target } from './lib/target.ts';

const [bits, longest, longer] = [4, 8, 16];

/** Copies what is longer than all that it was trained on, which only an algorithm does. */
export const ntmCopy: Target = {
  name: 'ntm-copy',
  title: `Copying by a Neural Turing machine, trained on 1 to ${longest} vectors of ${bits} bits`,
  experiment: '10.12-ntm-copy',
  variants: { ntm: {} },
  seeds: [1, 2, 3],
  source: 'Graves, Wayne & Danihelka 2014, arXiv:1410.5401, section 4.1. All bits by guessing: 18 in a sequence of training, 64 in one of sixteen vectors. With a feedforward controller it came to 0.353 and 2.528 in 2,000 updates (one seed, heads that began less sharply). With 64 units and gradients cut short at 1, not 0.1, 2,500 updates came to 0.0006, 0.0573 and 0.0013, a single batch in the second, and 0.078, 0.055 and 0.018.',
  measure: async lab => {
    const runs: Run[] = [];
    for (const seed of lab.seeds) runs.push(await run(lab, seed));
    return [asTrained(runs), asNeverTrained(runs)];
  },
};

interface Run extends Training {
  /** Of each update, on sequences drawn for it. */
  readonly losses: readonly number[];
}

async function run(lab: Lab, seed: number): Promise<Run> {
  const losses: number[] = [];
  const training = await lab.train('ntm', { seed, until: record => record.kind === 'step' && losses.push(record.loss) < 0 });
  return { ...training, losses };
}

/** Nats a bit, a mean over all bits that count, into bits a sequence. @param vectors of a sequence, in the mean */
const inBits = (loss: number, vectors: number): number => (loss * bits * vectors) / Math.LN2;

/** Every batch of training is fresh: its loss before the update is one on sequences that were not trained on. */
function asTrained(runs: readonly Run[]): Finding {
  const found = runs.map(({ losses }) => inBits(losses.slice(-100).reduce((sum, loss) => sum + loss, 0) / 100, (1 + longest) / 2));
  return {
    target: `1 to ${longest} vectors: bits a sequence, the mean of the fresh batches of the last 100 updates, seed by seed`, figure: found.map(each => each.toFixed(4)).join(', '),
    toPass: 'under 0.01 in each', passed: found.every(each => each < 0.01),
  };
}

function asNeverTrained(runs: readonly Run[]): Finding {
  const found = runs.map(({ validations }) => inBits(validations.at(-1)!.loss, longer));
  return {
    target: `${longer} vectors, twice as many as any it saw: bits a sequence, seed by seed`, figure: found.map(each => each.toFixed(3)).join(', '),
    toPass: 'under 1 in each', passed: found.every(each => each < 1),
  };
}
