import { split } from '../../../core/math/random.ts';
import { SpecError } from '../../../core/spec/problem.ts';
import type { Split } from '../../../protocol/classes.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import { learntIn } from '../../../protocol/search.ts';
import type { JudgedBySeries, PlannedTrials, Rung, SearchRequest, Trial } from '../../../protocol/search.ts';
import { drawnSplit } from '../labelledSeries.ts';
import type { Labels } from '../labelledSeries.ts';
import { splitByClass } from '../splitByClass.ts';
import { drawTrials } from './drawTrials.ts';
import { planRungs } from './planRungs.ts';
import type { SeriesTask } from './scoreTrial.ts';

/**
 * Trials, and their rounds, where the class of each series is told. Where settings are searched for, the series that they are tested with
 * in the end stay unseen: of those that are learnt from a share of each class is drawn once more, and judges. Where only seeds change,
 * those tested with do.
 * @throws SpecError, a sentence, where no series is left to judge by
 */
export function planClasses(request: SearchRequest, options: EchoStateOptions, all: Labels, file: string): PlannedTrials & JudgedBySeries {
  if (request.ranges.feedback) throw problem('A network that tells classes reads nothing of what it said before: leave its feedback out of what is searched over.');
  const tested = drawnSplit(file, all, options);
  const judging = request.method === 'seeds' ? tested : judgingSplit(file, tested.train, all.labels, options);
  return { method: request.method, trials: drawTrials(request, options), rungs: planRungs(request, 2 * all.classes.length / judging.train.length), split: judging, unjudged: withoutSeries(all, judging.test) };
}

/** @returns the classes of which there is none among `series` */
const withoutSeries = ({ classes, labels }: Labels, series: readonly number[]): string[] => classes.filter((_, k) => !series.some((s) => labels[s] === k));

/** @param learnt series that are learnt from in the end */
function judgingSplit(file: string, learnt: readonly number[], labels: readonly number[], { target, test: share, seed }: EchoStateOptions): Split {
  const { train, test } = splitByClass(learnt.map((s) => labels[s]!), share, split(seed, 'data', 1));
  if (test.length === 0) throw problem(`Of each class of ${file} ("${target}") one series is learnt from, which leaves none to judge by: keep a smaller share to test with, or add series.`);
  return { train: byTurns(train.map((place) => learnt[place]!), labels), test: test.map((place) => learnt[place]!) };
}

/** First one of each class, then of each as many as there are. */
function byTurns(series: readonly number[], labels: readonly number[]): number[] {
  const counts: number[] = [];
  const ranks = series.map((s) => (counts[labels[s]!] = (counts[labels[s]!] ?? 0) + 1) - 1);
  const turns = series.map((s, i) => ({ s, turn: ranks[i]! / counts[labels[s]!]! }));
  return turns.sort((a, b) => a.turn - b.turn).map(({ s }) => s);
}

/** What a trial is in a round. */
export function classTaskOf(plan: JudgedBySeries, options: EchoStateOptions, { settings }: Trial, rung: Rung): SeriesTask {
  const { split: { train, test } } = plan;
  return { split: { train: train.slice(0, learntIn(plan, rung)), test }, options: { ...options, ...settings, runs: rung.networks } };
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
