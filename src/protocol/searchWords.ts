import { learntIn } from './search.ts';
import type { JudgedBySeries, SearchPlan, TrialScore } from './search.ts';

// How a search is told of, in the lab as in a terminal.

/** What a trial errs by. */
export interface ErrorWords {
  readonly name: string;
  readonly ofValidation: string;
  readonly ofTest: string;
  /** Whether it is from 0 to 1, and 0 where nothing is wrong. */
  readonly isShare: boolean;
}

const nrmse: ErrorWords = { name: 'NRMSE', ofValidation: 'validation NRMSE', ofTest: 'Test NRMSE', isShare: false };
const toldWrong: ErrorWords = { name: 'told wrong', ofValidation: 'told wrong in validation', ofTest: 'Test: told wrong', isShare: true };

/** Numbers that are said err by their NRMSE, classes by the share of series that are told wrong. */
export const errorWords = (tellsClasses: boolean): ErrorWords => (tellsClasses ? toldWrong : nrmse);

const count = (of: number): string => of.toLocaleString('en');

/** What judges. */
export function judgesOf(plan: SearchPlan): string {
  if ('split' in plan) return judgingSeries(plan);
  const { judged: [from, to], series } = plan;
  return `rows ${count(from)} to ${count(to - 1)}${series === undefined ? '' : `, ${count(series)} whole series`}`;
}

/** So few judges of classes that one told otherwise is a large share. */
const fewJudges = 10;

function judgingSeries({ split: { test }, unjudged }: JudgedBySeries): string {
  const classes = unjudged.length === 0 ? 'of every class' : `none of ${unjudged.map((name) => `"${name}"`).join(', ')}`;
  return `${count(test.length)} whole series, ${classes}${test.length < fewJudges ? ' (with so few, one told otherwise may be chance)' : ''}`;
}

/** How many trials each round has, of how many networks, and what these learn from; undefined where there is one round. */
export function roundsOf(plan: SearchPlan): string | undefined {
  const { rungs } = plan;
  if (rungs.length < 2) return undefined;
  const what = 'split' in plan ? 'series' : 'rows';
  const [first, ...later] = rungs.map((rung) => ({ ...rung, learnt: learntIn(plan, rung) }));
  const { trials, networks, learnt } = first!;
  const begin = `${count(trials)} trials with ${count(networks)} ${networks === 1 ? 'network' : 'networks'} each on ${count(learnt)} ${what}`;
  const rounds = [begin, ...later.map((each) => `${count(each.trials)} with ${count(each.networks)} on ${count(each.learnt)}`)].join(', then ');
  return `By rounds: ${rounds}.${learnt === later.at(-1)!.learnt ? ` Every trial learns from all ${what}: for a part of them there are too few ${what}, or too few trials for so many networks.` : ''}`;
}

/** How many trials came to nothing, and why the first; undefined where something came of all. */
export function failuresOf(scores: readonly TrialScore[]): string | undefined {
  const problems = scores.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  return problems.length === 0 ? undefined : `Nothing came of ${count(problems.length)}, the first because: ${problems[0]}`;
}
