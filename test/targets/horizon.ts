import type { RecurrentInitialiser } from '../../src/core/spec/experiment.ts';
import type { ValidationRecord } from '../../src/core/train/records.ts';
import { percent } from './lib/learnt.ts';
import type { Lab } from './lib/lab.ts';
import { search } from './lib/search.ts';
import type { Grid } from './lib/search.ts';
import type { Change, Finding, Target } from './lib/target.ts';

const enough = 0.99;
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

/** How a network is trained. */
interface Method {
  readonly learningRates: Grid['learningRates'];
  training(learningRate: number): NonNullable<Change['training']>;
}

const adam: Method = { learningRates: [0.003, 0.001, 0.01], training: learningRate => ({ steps: 600, optimiser: { kind: 'adam', learningRate } }) };
/** As in 1997: an update after every sequence, no momentum, and no gradient cut short. As many sequences as the paper's LSTM took at lag 100, or a few more. */
const online: Method = {
  learningRates: [0.5, 0.1, 0.02],
  training: learningRate => ({ steps: 32_000, batchSize: 1, optimiser: { kind: 'sgd', learningRate }, clip: { kind: 'none', threshold: undefined }, validateEvery: 500 } as NonNullable<Change['training']>),
};

interface Entrant {
  readonly name: string;
  readonly method: Method;
  readonly initialisers: Grid['initialisers'];
  cell(recurrentInitialiser: RecurrentInitialiser, tau: number): Cell;
}

/** An LSTM's and a GRU's W has a block for each gate, for none of which the identity is meant. */
const byAdam: readonly Entrant[] = [
  { name: 'tanh', method: adam, initialisers: ['orthogonal', 'identity'], cell: recurrentInitialiser => ({ kind: 'tanh', recurrentInitialiser }) },
  { name: 'rectified', method: adam, initialisers: ['identity', 'orthogonal'], cell: recurrentInitialiser => ({ kind: 'relu', recurrentInitialiser }) },
  { name: 'leaky', method: adam, initialisers: ['orthogonal', 'identity'], cell: (recurrentInitialiser, tau) => ({ kind: 'leaky', alpha: { kind: 'spread', from: 1, to: tau }, recurrentInitialiser }) },
  { name: 'GRU', method: adam, initialisers: ['orthogonal', 'glorot'], cell: recurrentInitialiser => ({ kind: 'gru', recurrentInitialiser }) },
  { name: 'LSTM', method: adam, initialisers: ['orthogonal', 'glorot'], cell: (recurrentInitialiser, tau) => ({ kind: 'lstm', chrono: tau, recurrentInitialiser }) },
];

/** W is small, within ±0.18 or ±0.31. A forget gate whose bias is 100 is 1 to the last bit, and stays so: the LSTM of 1997 has none. */
const byDescent: readonly Entrant[] = [
  { name: 'tanh, plain descent', method: online, initialisers: ['uniform', 'glorot'], cell: recurrentInitialiser => ({ kind: 'tanh', recurrentInitialiser }) },
  { name: 'LSTM that forgets nothing, plain descent', method: online, initialisers: ['uniform', 'glorot'], cell: recurrentInitialiser => ({ kind: 'lstm', forgetBias: 100, recurrentInitialiser }) },
  { name: 'LSTM, plain descent', method: online, initialisers: ['uniform', 'glorot'], cell: (recurrentInitialiser, tau) => ({ kind: 'lstm', chrono: tau, recurrentInitialiser }) },
];

const entrants = [...byAdam, ...byDescent];

/** Three learning rates times two initialisations of each, at each lag. */
const settingsOf = ({ name, method, initialisers, cell }: Entrant, lag: number): Record<string, Change> =>
  search({ learningRates: method.learningRates, initialisers }, (learningRate, initialiser) => ({
    model: { layers: [{ cell: cell(initialiser, tauOf(lag)), hiddenSize }] },
    training: { ...method.training(learningRate), tau: tauOf(lag), jacobians: false },
  }), `${name} at lag ${lag}`);

/** Temporal order further and further apart: how far does each network see, at the best of its settings? */
export const horizon: Target = {
  name: 'horizon',
  title: `Temporal order at growing lag, ${hiddenSize} units: the horizon of each network, by Adam in 600 updates of 32 sequences, and by plain gradient descent in 32,000 of one`,
  experiment: '10.7-horizon',
  variants: Object.fromEntries(entrants.flatMap(entrant => lags.flatMap(lag => Object.entries(settingsOf(entrant, lag))))),
  seeds: [1, 2, 3],
  hypothesis: true,
  source: 'A hypothesis of section 10.7; task 6a of Hochreiter & Schmidhuber 1997. The lag is that from the first symbol to the answer, at least; it is learnt where 99 % of 500 other sequences are right, and each network is tried at longer and longer ones, of 10, 20, 40, 60, 80 and 100, until it fails in all of six settings. Plain descent is that of 1997: an update after each sequence, small uniform weights, no momentum, nothing cut short. What forgets nothing has no forget gate, as the LSTM of then; that one began with biased gates and cut the gradient at them, which is not said here. The other has a forget gate and begins with memories of all lengths. What is so: by plain descent a tanh network learns at 10 and not at 20, an LSTM at 100. What is not so: that tanh fails at 10; that by Adam it fails at 20; that without a forget gate an LSTM, trained like this, comes to 100. The chapter says that plain networks fail by descent at lengths of 10 or 20 (after Bengio et al. 1994): here it is between the two. Where they come further, two things are otherwise together: the updates are those of Adam, and W begins orthogonal or as the identity.',

  picture: drawn,

  async measure(lab) {
    const reaches: Reach[] = [];
    for (const entrant of entrants) reaches.push(await reachOf(lab, entrant));
    const at = (name: string, lag: number) => reaches.find(reach => reach.name === name)!.horizons.map(horizon => (horizon >= lag ? 'learns' : 'fails'));
    return [...reaches.map(told), ...[['LSTM', 'tanh'], ['LSTM, plain descent', 'tanh, plain descent']].map(([long, short]) => apart(`${long!} at lag ${far}`, at(long!, far), `${short!} at lag ${near}`, at(short!, near)))];
  },
};

/** A bar for each network, as long as its lag with every seed, and lighter as long as with one of them. */
function drawn(lines: readonly Pick<Finding, 'target' | 'figure'>[]): string[] {
  const bars = lines.filter(({ target }) => target.includes(longestLag)).map(({ target, figure }) => {
    const lags = figure.split(', ').map(lag => Number(lag.replace('at least ', '').replace('none', '0')) / stepsOfACharacter);
    const [least, most] = [Math.min(...lags), Math.max(...lags)];
    return { name: target.slice(0, target.indexOf(longestLag)), bar: '█'.repeat(least) + '░'.repeat(most - least) };
  });
  const width = Math.max(...bars.map(({ name }) => name.length)) + 2;
  const scale = Array.from({ length: 6 }, (_, i) => String(20 * i).padEnd(20 / stepsOfACharacter)).join('').trimEnd();
  return [`${'lag'.padEnd(width)}${scale}`, ...bars.map(({ name, bar }) => name.padEnd(width) + bar), '', '█ with every seed, ░ with one at least; 100 is the longest that was tried'];
}

const longestLag = ': the longest lag that it learns';
const stepsOfACharacter = 5;

interface Reach {
  readonly name: string;
  /** For each seed the longest lag that it learnt, and with it all before; 0 where there is none. */
  readonly horizons: readonly number[];
  readonly runs: readonly string[];
}

async function reachOf(lab: Lab, entrant: Entrant): Promise<Reach> {
  const runs: string[] = [];
  const horizons: number[] = [];
  for (const seed of lab.seeds) {
    const tried: string[] = [];
    let reached = 0;
    for (const lag of lags) {
      if (!(await learnsAt(lab, entrant, lag, seed, tried))) break;
      reached = lag;
    }
    horizons.push(reached);
    runs.push(`${entrant.name}, seed ${seed}: ${tried.join('; ')}`);
  }
  return { name: entrant.name, horizons, runs };
}

/** Whether one of the settings learns it; those after it are not tried. */
async function learnsAt(lab: Lab, entrant: Entrant, lag: number, seed: number, tried: string[]): Promise<boolean> {
  const failed: string[] = [];
  for (const [variant, { training }] of Object.entries(settingsOf(entrant, lag))) {
    const setting = variant.slice(variant.indexOf(', ', variant.indexOf(' at lag ')) + 2);
    const validations = await validationsOf(lab, variant, seed);
    const learnt = validations.find(validation => right(validation) >= enough);
    if (learnt) {
      tried.push(`lag ${lag} after ${learnt.step * (training?.batchSize ?? 32)} sequences with ${setting}${failed.length > 0 ? `, not with ${failed.join(' or ')}` : ''}`);
      return true;
    }
    failed.push(`${setting} (${validations.length > 0 ? percent(Math.max(...validations.map(right))) : 'not finite'})`);
  }
  tried.push(`lag ${lag} not with ${failed.join(' or ')}`);
  return false;
}

/** None where it went beyond what a number can be: nothing cuts a gradient short there. */
async function validationsOf(lab: Lab, variant: string, seed: number): Promise<readonly ValidationRecord[]> {
  try {
    return (await lab.train(variant, { seed, until: record => record.kind === 'validation' && right(record) >= enough })).validations;
  } catch (error) {
    if (!(error instanceof Error && /not finite|is NaN|Infinity/.test(error.message))) throw error;
    return [];
  }
}

const right = ({ metrics }: ValidationRecord): number => metrics?.accuracy ?? 0;

const told = ({ name, horizons, runs }: Reach): Finding => ({
  target: `${name}${longestLag}, seed by seed`,
  figure: horizons.map(horizon => (horizon === 0 ? 'none' : horizon === lags.at(-1) ? `at least ${horizon}` : String(horizon))).join(', '), toPass: 'reported', passed: true, runs,
});

const apart = (long: string, own: readonly string[], short: string, other: readonly string[]): Finding => ({
  target: `${long}; ${short}; seed by seed`, figure: `${own.join(', ')}; ${other.join(', ')}`,
  toPass: 'learns; fails, in each', passed: own.every(each => each === 'learns') && other.every(each => each === 'fails'),
});
