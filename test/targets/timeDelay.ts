import { Matrix, solve } from 'ml-matrix';
import type { Batch } from '../../src/core/data/batch.ts';
import { TaskSource } from '../../src/core/data/task.ts';
import { split } from '../../src/core/math/random.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { drawNarma } from '../../src/core/tasks/narma.ts';
import { makeTask } from '../../src/core/tasks/tasks.ts';
import type { Lab } from './lib/lab.ts';
import type { Finding, Target } from './lib/target.ts';

/** Inputs that either sees: the kernel of the network. */
const taps = 20;

/** A convolution that is not linear, against the best linear one of the same length. */
export const timeDelay: Target = {
  name: 'time-delay',
  title: `NARMA-10 by a time-delay network, beside a linear filter of as many inputs (${taps})`,
  experiment: '10.1-time-delay',
  variants: { 'time delay': {} },
  seeds: [1, 2, 3],
  source: 'NARMA-10 with (0.3, 0.05, 1.5, 0.1), Atiya & Parlos 2000; NRMSE over the standard deviation of the answers that count.',
  measure: async lab => {
    const experiment = lab.experiment('time delay');
    const filter = linearFilter(experiment);
    return [await network(lab, filter), published(filter), divergence()];
  },
};

async function network(lab: Lab, filter: number): Promise<Finding> {
  const found: number[] = [];
  for (const seed of lab.seeds) {
    const { validations } = await lab.train('time delay', { seed });
    found.push(Math.sqrt(validations.at(-1)!.loss / variance(held(lab.experiment('time delay', seed)))));
  }
  return {
    target: 'time-delay network: NRMSE, seed by seed', figure: found.map(each => each.toFixed(3)).join(', '),
    toPass: `below the linear filter, ${filter.toFixed(3)}, in each`, passed: found.every(each => each < filter),
  };
}

const published = (filter: number): Finding => ({
  target: `linear filter of ${taps} inputs, by least squares: NRMSE`, figure: filter.toFixed(3), toPass: '0.406 ± 0.02, as another implementation has it',
  passed: Math.abs(filter - 0.406) <= 0.02,
});

/** Windows of the filter are as long as those of the network; long runs of the system are where it diverges. */
function divergence(): Finding {
  const random = split(1, 'data');
  const [draws, length] = [100, 5000];
  let rejected = 0;
  for (let i = 0; i < draws; i++) rejected += drawNarma(10, length, random).rejected;
  return {
    target: `draws of ${length} steps rejected because they diverged, before ${draws} that did not`, figure: String(rejected), toPass: 'counted', passed: true,
  };
}

interface Row {
  readonly inputs: number[];
  readonly answer: number;
}

/** NRMSE on the validation sequences of y ≈ w₀ + Σ wᵢ x⁽ᵗ⁻ⁱ⁾, fitted by least squares to 200 training batches. */
function linearFilter(experiment: ResolvedExperiment): number {
  const source = sourceOf(experiment);
  const train = Array.from({ length: 200 }, () => rowsOf(source.next())).flat();
  const design = new Matrix(train.map(({ inputs }) => inputs));
  const weights = solve(design.transpose().mmul(design), design.transpose().mmul(Matrix.columnVector(train.map(({ answer }) => answer)))).to1DArray();
  const test = held(experiment);
  const squares = test.map(({ inputs, answer }) => (inputs.reduce((sum, input, i) => sum + input * weights[i]!, 0) - answer) ** 2);
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / squares.length / variance(test));
}

function sourceOf(experiment: ResolvedExperiment): TaskSource {
  if (experiment.data.kind !== 'task') throw new Error('NARMA is a task');
  return new TaskSource(makeTask(experiment.data), experiment, experiment.data.validationSequences);
}

const held = (experiment: ResolvedExperiment): Row[] => [...sourceOf(experiment).validation()].flatMap(rowsOf);

function rowsOf({ batchSize, tau, x, y }: Batch): Row[] {
  const rows: Row[] = [];
  for (let b = 0; b < batchSize; b++) {
    for (let t = 0; t < tau; t++) {
      if (y.mask?.[b * tau + t] === 0) continue;
      rows.push({ inputs: [1, ...Array.from({ length: taps }, (_, i) => x.data[b * tau + t - i]!)], answer: y.data[b * tau + t]! });
    }
  }
  return rows;
}

function variance(rows: readonly Row[]): number {
  const mean = rows.reduce((sum, { answer }) => sum + answer, 0) / rows.length;
  return rows.reduce((sum, { answer }) => sum + (answer - mean) ** 2, 0) / rows.length;
}
