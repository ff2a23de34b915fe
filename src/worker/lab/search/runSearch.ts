import { ranked } from '../../../protocol/ranking.ts';
import type { Rung, SearchPlan, Trial, TrialScore } from '../../../protocol/search.ts';

/** Whoever tries settings. */
export interface Searchers {
  /** How many trials go on side by side. */
  readonly lanes: number;
  /** Never rejects: what goes wrong is in the score. @param lane of which no other trial is under way */
  evaluate(trial: Trial, rung: Rung, lane: number): Promise<Pick<TrialScore, 'train' | 'judged' | 'problem'>>;
}

/**
 * Tries everything, round by round. The best of a round go into the next, when all of it is there: which they are does not depend on
 * who was done first.
 * @param onScore hears of each as it comes
 * @param signal no further trial begins
 */
export async function runSearch({ trials, rungs }: SearchPlan, searchers: Searchers, onScore: (score: TrialScore) => void, signal: AbortSignal): Promise<void> {
  let running = trials;
  for (const [number, rung] of rungs.entries()) {
    const scores: TrialScore[] = [];
    await inLanes(running.slice(0, rung.trials), searchers.lanes, signal, async (trial, lane) => {
      const score = { trial: trial.number, rung: number, ...await searchers.evaluate(trial, rung, lane) };
      if (signal.aborted) return;
      scores.push(score);
      onScore(score);
    });
    if (signal.aborted) return;
    running = ranked(scores).filter(({ problem }) => problem === undefined).map(({ trial }) => trials[trial]!);
  }
}

/** Does all of them, so many side by side, begun in their order. */
async function inLanes<T>(all: readonly T[], lanes: number, signal: AbortSignal, work: (one: T, lane: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    while (next < all.length && !signal.aborted) await work(all[next++]!, lane);
  }));
}
