import { openData } from '../../src/core/data/open.ts';
import { washedOut } from '../../src/core/data/washout.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import type { Lab } from './lib/lab.ts';
import type { Change, Target } from './lib/target.ts';

const enough = 0.22;
const sizes = [100, 200, 400] as const;

const ofSize = (hiddenSize: number): Change => ({
  model: { layers: [{ cell: { kind: 'reservoir', spectralRadius: 0.95, inputScaling: 0.2, bias: 0.5, density: 0.1 }, hiddenSize }] },
});

/** A readout on a random reservoir, NRMSE over two series of 2,000 steps after the washout. */
export const echoState: Target = {
  name: 'echo-state',
  title: 'NARMA-10 by an echo state network, 2,000 steps to learn from',
  experiment: '10.8-echo-state',
  variants: Object.fromEntries(sizes.map(size => [`${size} units`, ofSize(size)])),
  seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  source: 'Another implementation: 0.249, 0.177 and 0.147 at 100, 200 and 400 units; a linear filter of 20 steps 0.406.',

  async measure(lab) {
    const found = [];
    for (const size of sizes) {
      const errors = await errorsOf(lab, `${size} units`);
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      const spread = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (errors.length - 1));
      found.push({ size, mean, spread, run: `${size} units, NRMSE seed by seed: ${errors.map(error => error.toFixed(3)).join(', ')}` });
    }
    return found.map(({ size, mean, spread, run }) => ({
      target: `${size} units: NRMSE, mean and spread over ${lab.seeds.length} seeds`, figure: `${mean.toFixed(3)} ± ${spread.toFixed(3)}`,
      toPass: size === 200 ? `at most ${enough}` : 'reported', passed: size !== 200 || mean <= enough, runs: [run],
    }));
  },
};

async function errorsOf(lab: Lab, variant: string): Promise<number[]> {
  const errors: number[] = [];
  for (const seed of lab.seeds) {
    const { validations } = await lab.train(variant, { seed });
    errors.push(Math.sqrt(validations.at(-1)!.loss / await variance(lab.experiment(variant, seed))));
  }
  return errors;
}

/** Of the targets that a validation measures. */
async function variance(experiment: ResolvedExperiment): Promise<number> {
  const { readout } = experiment.training;
  const source = await openData(experiment, () => Promise.reject(new Error('A generated task has no file.')));
  const targets = [...source.validation()].flatMap(batch => {
    const { y } = washedOut(batch, readout.kind !== 'gradient' ? readout.washout : 0);
    return Array.from(y.data as Float32Array).filter((_, i) => y.mask?.[i] !== 0);
  });
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return targets.reduce((sum, target) => sum + (target - mean) ** 2, 0) / targets.length;
}
