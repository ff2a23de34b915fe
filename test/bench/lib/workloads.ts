import type { Entrant } from './entrants.ts';
import type { ContestedCell, ReservoirWorkload, SequenceWorkload, Workload } from './workload.ts';

/** PyTorch's first weights, for every cell: what its users start from. */
const recurrentInitialiser = 'uniform';
const lstm: ContestedCell = { kind: 'lstm', forgetBias: 0, chrono: 0, recurrentInitialiser };
const gru: ContestedCell = { kind: 'gru', reset: 'after', recurrentInitialiser };
/** The book's, and Keras's: the reset gate multiplies before the product. */
const gruBefore: ContestedCell = { kind: 'gru', reset: 'before', recurrentInitialiser };
const tanh: ContestedCell = { kind: 'tanh', recurrentInitialiser };
/** Time constants from 1 to 100 steps to begin with. */
const leaky: ContestedCell = { kind: 'leaky', alpha: { kind: 'spread', from: 1, to: 100 }, learnAlpha: true, recurrentInitialiser };
const peepholeLstm: ContestedCell = { kind: 'peepholeLstm', forgetBias: 0, chrono: 0, recurrentInitialiser };
const skip: ContestedCell = { kind: 'skip', delay: 10, connections: 'both', recurrentInitialiser };
/** Modules of 16 units each, where there are 128. */
const clockwork: ContestedCell = { kind: 'clockwork', periods: [1, 2, 4, 8, 16, 32, 64, 128], recurrentInitialiser };
const characters = 65;

/** A language model of characters: B 32, tau 64, vocabulary 65. */
function language(name: string, cell: ContestedCell, hiddenSize: number, changes: Partial<SequenceWorkload> = {}): SequenceWorkload {
  return {
    kind: 'training', name, cell, layers: 1, hiddenSize, inputSize: characters, outputSize: characters, batchSize: 32, tau: 64,
    input: 'indices', output: 'each', loss: 'crossEntropy', ...changes,
  };
}

const withDense = (workload: SequenceWorkload): SequenceWorkload[] =>
  [workload, { ...workload, name: `${workload.name}-dense`, input: 'rows' }];

/** Of the adding problem's shape (Hochreiter & Schmidhuber 1997): two numbers a step, one to predict after the last. */
const adding: SequenceWorkload = {
  kind: 'training', name: 'tanh-64-adding', cell: tanh, layers: 1, hiddenSize: 64, inputSize: 2, outputSize: 1, batchSize: 64, tau: 200,
  input: 'rows', output: 'last', loss: 'meanSquaredError',
};

const sampling = (hiddenSize: number): SequenceWorkload =>
  language(`sampling-${hiddenSize}`, lstm, hiddenSize, { kind: 'sampling', batchSize: 1 });

/** Fits of echo state networks. */
export const reservoirs: readonly ReservoirWorkload[] = [100, 500, 1000, 2000].flatMap((units): ReservoirWorkload[] => [
  { kind: 'reservoir', name: `esn-${units}-sparse`, units, density: 0.1, tau: 10_000 },
  { kind: 'reservoir', name: `esn-${units}-dense`, units, density: 1, tau: 10_000 },
]);

/** The gallery's experiment: 81 different characters, the gradient clipped. Measured by itself, in steps a minute. */
const mobyDick = language('moby-dick-128', lstm, 128, { inputSize: 81, outputSize: 81, clipNorm: 1 });

/** A workload and what of Unfold and its peers takes part in it. */
export interface Race {
  readonly workload: Workload;
  readonly engines: readonly Entrant['engine'][];
  /** At least so many, where those that are compared are nearly as fast. */
  readonly rounds?: number;
}

/** Cells that neither PyTorch nor stock tfjs has as a layer: both run a loop written by hand. */
const byHand: Race['engines'] = ['planned', 'tfjs', 'torch', 'tfjs-ops'];
const everySequence: Race['engines'] = ['planned', 'tfjs', 'torch', 'tfjs-layers'];
const race = (engines: Race['engines']) => (workload: Workload): Race => ({ workload, engines });

/** What memory is measured of, and what is trained against PyTorch and stock tfjs. */
export const training: readonly SequenceWorkload[] = [
  ...[32, 128, 256, 512].map(hiddenSize => language(`lstm-${hiddenSize}`, lstm, hiddenSize)),
  language('gru-128', gru, 128),
];

export const twoLayers = language('lstm-128x2', lstm, 128, { layers: 2 });

export const races: readonly Race[] = [
  ...training.flatMap(withDense).map(race(everySequence)),
  race(everySequence)(twoLayers),
  race(everySequence)(language('gru-before-128', gruBefore, 128)),
  race(everySequence)(language('bidirectional-128', lstm, 128, { bothWays: true })),
  ...[language('leaky-128', leaky, 128), language('peephole-128', peepholeLstm, 128), language('skip-128', skip, 128), language('clockwork-128', clockwork, 128)].map(race(byHand)),
  race([...everySequence, 'torch-flush'])(adding),
  ...[32, 128].map(sampling).map(race([...everySequence, 'torch-cell'])),
  race(['planned', 'tfjs'])(mobyDick),
  { ...race(['tfjs-unfused', 'tfjs-own', 'tfjs-ops'])(language('custom-lstm', lstm, 128)), rounds: 15 },
  ...reservoirs.map(race(['reservoir', 'numpy', 'numpy-float32'])),
];

/** Small enough for a test of the harness itself; part of no run that does not name it. */
export const smoke = race(['planned', 'tfjs', 'torch', 'tfjs-layers'])(
  language('smoke', lstm, 8, { inputSize: 5, outputSize: 5, batchSize: 2, tau: 4 }));

/** What memory is compared of. */
export const remembered: readonly SequenceWorkload[] = [...training, twoLayers, adding];

/** Sizes whose cost tells how it grows, around B 32, tau 64, H 128. */
export const scaling: Readonly<Record<'tau' | 'B' | 'H', readonly { at: number; workload: SequenceWorkload }[]>> = {
  tau: [32, 64, 128, 256].map(tau => ({ at: tau, workload: language(`scaling-tau-${tau}`, lstm, 128, { tau }) })),
  B: [16, 32, 64, 128].map(batchSize => ({ at: batchSize, workload: language(`scaling-B-${batchSize}`, lstm, 128, { batchSize }) })),
  H: [32, 64, 128, 256].map(hiddenSize => ({ at: hiddenSize, workload: language(`scaling-H-${hiddenSize}`, lstm, hiddenSize) })),
};
