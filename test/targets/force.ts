import { tableOfText } from '../../src/core/data/numberTable.ts';
import { echoStateDefaults } from '../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../src/protocol/echoState.ts';
import { breather } from '../../src/worker/breather.ts';
import { fitEchoState } from '../../src/worker/lab/fitEchoState.ts';
import { labOfExperiment } from '../../src/worker/lab/labOfExperiment.ts';
import { reservoirKernels } from '../../src/worker/node/reservoirKernels.ts';
import type { Lab } from './lib/lab.ts';
import type { Change, Finding, Target } from './lib/target.ts';

const pattern = (column: string): Change => ({ data: { kind: 'series', column } });
const radius = (spectralRadius: number): Change => ({
  model: { layers: [{ cell: { kind: 'reservoir', spectralRadius, density: 0.1, inputScaling: 1, bias: 0, alpha: 0.8 }, hiddenSize: 400 }] },
});
const radii = [0.5, 0.9, 1.2, 1.8];
const ofRadius = (each: number): string => `spectral radius ${each}`;

/** A reservoir that is chaotic when left alone goes on by itself with a pattern that it learnt among its own errors. */
export const force: Target = {
  name: 'force',
  title: 'Periodic patterns by FORCE, then ten periods by itself',
  experiment: '10.8-force',
  variants: { sines: {}, triangle: pattern('triangle'), square: pattern('square'), ...Object.fromEntries(radii.map(each => [ofRadius(each), radius(each)])) },
  seeds: [1, 2, 3, 4, 5],
  source: 'Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018: sums of sines, triangles and discontinuous waves go on by themselves (figure 2), and reservoirs that are chaotic before they learn do best (figure 4); it tells no errors of our kind. N 400, 19 periods of 120 rows learnt from, NRMSE over the ten periods that follow, in which the network reads its own output alone: a phase that drifts counts as an error.',

  async measure(lab) {
    const sines = await errors(lab, 'sines');
    const others: number[][] = [];
    for (const each of radii) others.push(await errors(lab, ofRadius(each)));
    const [weakest, quiet] = [middle(others[0]!), middle(others[1]!)];
    return [
      atMost('sines', sines, 0.1), atMost('triangle', await errors(lab, 'triangle'), 0.05),
      { target: 'square: the same', figure: middle(await errors(lab, 'square')).toFixed(2), toPass: 'reported', passed: true },
      {
        target: `sines, spectral radius ${radii.join(', ')}: the same, medians over the seeds`, figure: others.map(each => middle(each).toFixed(2)).join(', '), toPass: 'below 1 more than three times that of 1.5',
        passed: Math.min(weakest, quiet) > 3 * middle(sines), runs: radii.map((each, i) => seedBySeed(ofRadius(each), others[i]!)),
      },
    ];
  },
};

function atMost(column: string, found: readonly number[], most: number): Finding {
  return { target: `${column}: NRMSE of ten free periods, median over the seeds`, figure: middle(found).toFixed(3), toPass: `at most ${most}`, passed: middle(found) <= most, runs: [seedBySeed(column, found)] };
}

/** Of each seed. */
async function errors(lab: Lab, variant: string): Promise<number[]> {
  const found: number[] = [];
  const table = tableOfText(await lab.readText('data/patterns.csv'), 'data/patterns.csv');
  for (const seed of lab.seeds) {
    const { settings } = labOfExperiment(lab.experiment(variant, seed));
    const { report } = await fitEchoState(table, { ...echoStateDefaults, ...settings } as EchoStateOptions, { openWorkspace: await reservoirKernels(lab.dist, 1), breathe: breather() });
    lab.computedOn('kernels of reservoirs on wasm, one thread');
    found.push(report.test.nrmse.mean);
  }
  return found;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const seedBySeed = (name: string, values: readonly number[]): string => `${name}, seed by seed: ${values.map(value => value.toFixed(3)).join(', ')}`;
