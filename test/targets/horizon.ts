import type { RecurrentInitialiser } from '../../src/core/spec/experiment.ts';
import { percent } from './lib/learnt.ts';
import type { Lab } from './lib/lab.ts';
import { search } from './lib/search.ts';
import type { Change, Finding, Target } from './lib/target.ts';

const enough = 0.99;
const steps = 600;
const hiddenSize = 32;
/** Steps from the first of the two symbols to the answer, at least. */
const lags = [10, 20, 40, 60, 80, 100];
const [near, far] = [10, 100];

/** The shortest sequences in which the first symbol, at tau/5 at the latest, stands so far from the end. */
function tauOf(lag: number): number {
  let tau = lag;
  while (tau - 1 - Math.floor(tau / 5) < lag) tau++;
  return tau;
}

type Cell = NonNullable<NonNullable<Change['model']>['layers']>[number]['cell'];

interface Entrant {
  readonly name: string;
  readonly initialisers: readonly [RecurrentInitialiser, RecurrentInitialiser];
  cell(recurrentInitialiser: RecurrentInitialiser, tau: number): Cell;
}

/** An LSTM's and a GRU's W has a block for each gate, for none of which the identity is meant. */
const entrants: readonly Entrant[] = [
  { name: 'tanh', initialisers: ['orthogonal', 'identity'], cell: (recurrentInitialiser) => ({ kind: 'tanh', recurrentInitialiser }) },
  { name: 'rectified', initialisers: ['identity', 'orthogonal'], cell: (recurrentInitialiser) => ({ kind: 'relu', recurrentInitialiser }) },
  { name: 'leaky', initialisers: ['orthogonal', 'identity'], cell: (recurrentInitialiser, tau) => ({ kind: 'leaky', alpha: { kind: 'spread', from: 1, to: tau }, recurrentInitialiser }) },
  { name: 'GRU', initialisers: ['orthogonal', 'glorot'], cell: (recurrentInitialiser) => ({ kind: 'gru', recurrentInitialiser }) },
  { name: 'LSTM', initialisers: ['orthogonal', 'glorot'], cell: (recurrentInitialiser, tau) => ({ kind: 'lstm', chrono: tau, recurrentInitialiser }) },
];

/** Three learning rates times two initialisations of each, at each lag. */
const settingsOf = ({ name, initialisers, cell }: Entrant, lag: number): Record<string, Change> =>
  search({ learningRates: [0.003, 0.001, 0.01], initialisers }, (learningRate, initialiser) => ({
    model: { layers: [{ cell: cell(initialiser, tauOf(lag)), hiddenSize }] },
    training: { steps, tau: tauOf(lag), optimiser: { kind: 'adam', learningRate }, jacobians: false },
  }), `${name} at lag ${lag}`);

/** Temporal order further and further apart: how far does each network see, at the best of its settings? */
export const horizon: Target = {
  name: 'horizon',
  title: `Temporal order at growing lag, ${hiddenSize} units, ${steps} updates: the horizon of each network`,
  experiment: '10.7-horizon',
  variants: Object.fromEntries(entrants.flatMap((entrant) => lags.flatMap((lag) => Object.entries(settingsOf(entrant, lag))))),
  seeds: [1],
  source: 'A hypothesis of section 10.7; task 6a of Hochreiter & Schmidhuber 1997. The lag is that from the first symbol to the answer, at least; each network is tried at longer and longer ones until it fails in all of six settings.',

  async measure(lab) {
    const reaches: Reach[] = [];
    for (const entrant of entrants) reaches.push(await reachOf(lab, entrant));
    const of = (name: string) => reaches.find(reach => reach.name === name)!;
    return [...reaches.map(told), {
      target: `LSTM at lag ${far}, tanh network at lag ${near}`,
      figure: [of('LSTM').horizon >= far, of('tanh').horizon >= near].map(learns => (learns ? 'learns' : 'fails')).join(', '),
      toPass: 'learns, fails', passed: of('LSTM').horizon >= far && of('tanh').horizon < near,
    }];
  },
};

interface Reach {
  readonly name: string;
  /** The longest lag that it learnt, and with it all before; 0 where there is none. */
  readonly horizon: number;
  readonly runs: readonly string[];
}

async function reachOf(lab: Lab, entrant: Entrant): Promise<Reach> {
  const runs: string[] = [];
  let reached = 0;
  for (const lag of lags) {
    if (!(await learnsAt(lab, entrant, lag, runs))) break;
    reached = lag;
  }
  return { name: entrant.name, horizon: reached, runs };
}

/** Whether one of the settings learns it; those after it are not tried. */
async function learnsAt(lab: Lab, entrant: Entrant, lag: number, runs: string[]): Promise<boolean> {
  for (const variant of Object.keys(settingsOf(entrant, lag))) {
    const seed = lab.seeds[0]!;
    const accuracies = (await lab.train(variant, { seed, until: record => record.kind === 'validation' && (record.metrics?.accuracy ?? 0) >= enough })).validations;
    const right = accuracies.find(({ metrics }) => (metrics?.accuracy ?? 0) >= enough);
    runs.push(`${variant}, seed ${seed}: ${right ? `learnt in ${right.step} updates` : `${percent(Math.max(...accuracies.map(({ metrics }) => metrics?.accuracy ?? 0)))} in its best validation`}`);
    if (right) return true;
  }
  return false;
}

const told = ({ name, horizon, runs }: Reach): Finding => ({
  target: `${name}: the longest lag at which ${percent(enough, 0)} of 500 sequences are right, of ${lags.join(', ')}`,
  figure: horizon === 0 ? 'none' : horizon === lags.at(-1) ? `at least ${horizon}` : String(horizon), toPass: 'reported', passed: true, runs,
});
