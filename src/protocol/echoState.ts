import type { RegressionErrors } from '../core/math/regressionErrors.ts';
import type { Pooling } from './classes.ts';
import type { OwnOfLayer } from './reservoirLayers.ts';

/** What a fit of an echo state network is asked for: plain, so that it travels from a panel as from a command line. */
export interface EchoStateOptions {
  /** Columns that the network reads. */
  readonly inputs: readonly string[];
  /** The column that it is to say: numbers at each row, or where its states are pooled the class of each series as a whole. */
  readonly target: string;
  /** What of the states of a series its class is told from; none: no class is told, but numbers. */
  readonly pool: Pooling | 'none';
  /** Further ones that it says beside it. */
  readonly moreTargets: readonly string[];
  /** The column whose rows of one value are a series of their own; '': all rows are one series. */
  readonly series: string;
  /** How many rows ahead. */
  readonly horizon: number;
  /** The share of rows at the end that is kept for testing. */
  readonly test: number;
  /** Of each layer, as all that follows, unless one above the lowest has its own. */
  readonly units: number;
  /** How many reservoirs stand one on another. */
  readonly layers: number;
  /** What those above the lowest have of their own, from the second up. */
  readonly above: readonly OwnOfLayer[];
  /** Whose states the readout reads: those of all of them, or of the uppermost. */
  readonly readLayers: 'all' | 'last';
  readonly topology: 'random' | 'cycle' | 'delayLine';
  readonly spectralRadius: number;
  /** 1 − α. */
  readonly leakRate: number;
  /** Of inputs that are standardised by the part that is learnt from. */
  readonly inputScaling: number;
  readonly bias: number;
  readonly density: number;
  /** The weights by which the output of the step before is read are uniform in ± this: the target while it is known, then what the network says itself. 0: it is not read. */
  readonly feedback: number;
  /** Deviation of the noise within each unit while it is learnt. */
  readonly noise: number;
  readonly washout: number;
  /** λ */
  readonly ridge: number;
  /** Whether the readout reads the inputs as well as the states. */
  readonly readInputs: boolean;
  /** Whether it reads the squares of these as well. */
  readonly squares: boolean;
  /** How the readout is learnt: ridge regression at once, or step by step by recursive least squares or least mean squares; by FORCE the network reads its own output while it is. */
  readonly readout: ReadoutKind;
  /** Of recursive least squares, and of FORCE: what was seen k steps ago counts so much to the power of k. */
  readonly forgetting: number;
  /** Of least mean squares: the share of its error that a step takes away. */
  readonly stepSize: number;
  readonly seed: number;
  /** How many networks are drawn, with seeds that count up. */
  readonly runs: number;
}

export const readoutKinds = ['ridge', 'rls', 'lms', 'force'] as const;
export type ReadoutKind = (typeof readoutKinds)[number];

/** What holds where nothing else is said. */
export const echoStateDefaults = {
  pool: 'none', moreTargets: [], series: '', test: 0.3, units: 200, layers: 1, above: [], readLayers: 'all', topology: 'random', spectralRadius: 0.95, leakRate: 1, inputScaling: 0.05, bias: 0.5, density: 0.1, feedback: 0, noise: 0, washout: 100, ridge: 1e-6, readInputs: true, squares: false, readout: 'ridge', forgetting: 1, stepSize: 0.5, seed: 1, runs: 1,
} as const satisfies Partial<EchoStateOptions>;

/** What is usual: by FORCE a reservoir that is chaotic when left alone, driven strongly by its own output, which the readout does not see past it (Sussillo & Abbott 2009). */
export const readoutDefaults: Readonly<Record<ReadoutKind, Partial<EchoStateOptions>>> = {
  ridge: {}, rls: {}, lms: {}, force: { spectralRadius: 1.5, leakRate: 0.5, inputScaling: 1, bias: 0, ridge: 0.01, readInputs: false },
};

/** All of it, of one readout. */
export const usualOf = (readout: ReadoutKind) => ({ ...echoStateDefaults, ...readoutDefaults[readout] });

/** The columns of a table that a fit reads. */
export const columnsAsked = ({ target, moreTargets, inputs, series }: Pick<EchoStateOptions, 'target' | 'moreTargets' | 'inputs' | 'series'>): string[] => [...new Set([target, ...moreTargets, ...inputs, ...(series === '' ? [] : [series])])];

/** A number among the options. */
export type EchoStateNumber = { [K in keyof EchoStateOptions]: EchoStateOptions[K] extends number ? K : never }[keyof EchoStateOptions];

/** Between which numbers each may be, ends included, and whether it is whole: those of an experiment's fields. */
export const echoStateRanges: Readonly<Record<EchoStateNumber, readonly [least: number, most: number, whole?: 'whole']>> = {
  horizon: [0, 10_000, 'whole'],
  test: [0.01, 0.9],
  units: [1, 5000, 'whole'],
  layers: [1, 20, 'whole'],
  spectralRadius: [0, 100],
  leakRate: [1e-6, 1],
  inputScaling: [0, 1e6],
  bias: [0, 1e6],
  density: [1e-6, 1],
  feedback: [0, 1e6],
  noise: [0, 1e6],
  washout: [0, 1_000_000, 'whole'],
  ridge: [0, 1e12],
  forgetting: [0.01, 1],
  stepSize: [1e-9, 1.999],
  seed: [0, 2 ** 32 - 1, 'whole'],
  runs: [1, 1000, 'whole'],
};

/** Mean over the runs, and the standard deviation between them; null where there is one run. */
export interface Spread {
  readonly mean: number;
  readonly spread: number | null;
}

export type ErrorSpread = Readonly<Record<keyof RegressionErrors, Spread>>;

/** One network that was drawn and fitted. */
export interface EchoStateRun {
  readonly seed: number;
  readonly train: RegressionErrors;
  readonly test: RegressionErrors;
}

/** What came of the fits, as `unfold esn --json` prints it. */
export interface EchoStateReport {
  readonly file: string;
  readonly options: EchoStateOptions;
  /** How many rows were learnt from, the washout left out, and how many tested with. */
  readonly rows: { readonly train: number; readonly test: number };
  readonly train: ErrorSpread;
  readonly test: ErrorSpread;
  /** Of each target, where there are several: the NMSE of all is then the mean of theirs, NRMSE and R² follow from it, and the RMSE is the root of their mean squared error in the units that each has. */
  readonly targets?: readonly { readonly name: string; readonly train: ErrorSpread; readonly test: ErrorSpread }[];
  readonly runs: readonly EchoStateRun[];
  /** What a person should know: a sentence each. */
  readonly warnings: readonly string[];
}
