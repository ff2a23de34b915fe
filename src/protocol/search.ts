import type { Split } from './classes.ts';
import type { EchoStateNumber } from './echoState.ts';

// A search for the settings of an echo state network: what is asked, what is tried, and what came of it.

/** How numbers between two ends are drawn: evenly, or so that each factor is as likely; and the ends that are proposed. */
export interface Searchable {
  readonly scale: 'even' | 'factors';
  readonly from: number;
  readonly to: number;
}

/** The settings that may be searched over, in the order in which they are drawn. */
export const searchable = {
  units: { scale: 'factors', from: 50, to: 500 },
  spectralRadius: { scale: 'even', from: 0.1, to: 1.4 },
  leakRate: { scale: 'factors', from: 0.05, to: 1 },
  inputScaling: { scale: 'factors', from: 0.01, to: 3 },
  bias: { scale: 'even', from: 0, to: 1 },
  density: { scale: 'factors', from: 0.01, to: 1 },
  ridge: { scale: 'factors', from: 1e-10, to: 1 },
  feedback: { scale: 'factors', from: 0.01, to: 3 },
  noise: { scale: 'factors', from: 1e-6, to: 0.1 },
} as const satisfies Partial<Record<EchoStateNumber, Searchable>>;

export type SearchedName = keyof typeof searchable;
export const searchedNames = Object.keys(searchable) as SearchedName[];

/** Between which two numbers each is drawn; what is left out stays as it is set. */
export type Ranges = { readonly [name in SearchedName]?: readonly [from: number, to: number] };

/** What is searched over where nobody says: not the units, more of which are hardly ever worse, only slower. */
export const usualNames: readonly SearchedName[] = ['spectralRadius', 'leakRate', 'inputScaling', 'ridge'];

/** Settings drawn at random, each tried in full; those that do badly on few rows, or with few networks, given up early; or the same settings with other seeds. */
export type SearchMethod = 'random' | 'halving' | 'seeds';

export interface SearchRequest {
  readonly method: SearchMethod;
  readonly trials: number;
  /** How many networks a trial is the mean of; of `halving` those that last to the end, at least. Of `seeds` each trial is one. */
  readonly networks: number;
  /** What the trials are drawn with. */
  readonly seed: number;
  readonly ranges: Ranges;
}

export const searchDefaults = { method: 'random', trials: 60, networks: 3, seed: 1 } as const satisfies Partial<SearchRequest>;

/** Between which whole numbers each may be, ends included. */
export const searchLimits = { trials: [2, 10_000], networks: [1, 100], seed: [0, 2 ** 32 - 1] } as const;

/** What a trial sets otherwise than it is set now. */
export interface Trial {
  readonly number: number;
  readonly settings: Readonly<Partial<Record<EchoStateNumber, number>>>;
}

/** A round of trials. */
export interface Rung {
  /** How many are in it: the best of the round before. */
  readonly trials: number;
  /** Of the steps that there are to learn from, how many: the last ones; of classes, of the series, a share of each class. */
  readonly share: number;
  /** Networks of each. */
  readonly networks: number;
}

/** How many rows a trial learns from in a round, the last ones; of classes, how many series, the first of its split. */
export function learntIn(plan: JudgedByRows | JudgedBySeries, { share }: Pick<Rung, 'share'>): number {
  const all = 'split' in plan ? plan.split.train.length : plan.judged[0];
  return Math.ceil(share * all - 1e-9);
}

/** What came of a trial in a round. */
export interface TrialScore {
  readonly trial: number;
  readonly rung: number;
  /** How each network errs on the part that it learnt from, and on what it is judged by: its NRMSE, or where classes are told the share of series that are told wrong. */
  readonly train: readonly number[];
  readonly judged: readonly number[];
  /** Why nothing came of it, in a sentence. */
  readonly problem?: string;
}

/** What is about to be tried, and what judges it: the part tested with, unless settings are searched for. */
export type SearchPlan = PlannedTrials & (JudgedByRows | JudgedBySeries);

export interface PlannedTrials {
  readonly method: SearchMethod;
  readonly trials: readonly Trial[];
  readonly rungs: readonly Rung[];
}

export interface JudgedByRows {
  /** Rows, the first and the one after the last, whose targets judge a trial. */
  readonly judged: readonly [from: number, to: number];
  /** Of so many whole series, where there are several. */
  readonly series?: number;
}

/** Where classes are told. */
export interface JudgedBySeries {
  /** Of a search for settings the classes come by turns in those that are learnt from: however many of the first have all of them. */
  readonly split: Split;
  /** Classes of which no series judges: there are too few. */
  readonly unjudged: readonly string[];
}

export type SearchState = 'running' | 'done' | 'stopped';

/** Scores in the order in which they came: what does not depend on it are the scores themselves. */
export interface SearchNews {
  readonly scores: readonly TrialScore[];
  readonly state: SearchState;
}
