import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { errorOf, ranked } from '../../../src/protocol/ranking.ts';
import type { ToSearch } from '../../../src/protocol/labSearch.ts';
import { learntIn } from '../../../src/protocol/search.ts';
import type { SearchPlan, SearchRequest, SearchState, TrialScore } from '../../../src/protocol/search.ts';
import { failuresOf } from '../../../src/protocol/searchWords.ts';
import { measureOf } from './measure.ts';

/** A search as the page knows it. */
export interface Found {
  readonly serial: number;
  readonly request: SearchRequest;
  /** What was set when it began. */
  readonly options: EchoStateOptions;
  /** Missing until it has begun. */
  readonly plan?: SearchPlan;
  readonly scores: readonly TrialScore[];
  readonly state: SearchState;
  /** Why there is no search. */
  readonly problem?: string;
}

export const asked = (serial: number, request: SearchRequest, options: EchoStateOptions): Found => ({ serial, request, options, scores: [], state: 'running' });

/** After a message, which may be about another one. */
export function heard(found: Found, message: ToSearch): Found {
  if (message.serial !== found.serial) return found;
  switch (message.type) {
    case 'searchBegun':
      return { ...found, plan: message.plan };
    case 'searchNews':
      return { ...found, scores: [...found.scores, ...message.news.scores], state: message.news.state };
    case 'searchProblem':
      return { ...found, problem: message.message, state: 'stopped' };
  }
}

/** What a trial was fitted with. */
export const settingsOf = ({ plan, options }: Found, trial: number): EchoStateOptions => ({ ...options, ...plan?.trials[trial]?.settings });

/** Whether all that was not searched over is set now as it was when the search began. */
export function isStillSet({ request, options }: Found, now: EchoStateOptions): boolean {
  const rest = (of: EchoStateOptions) => JSON.stringify({ ...of, ...Object.fromEntries(Object.keys(request.ranges).map((name) => [name, 0])) });
  return rest(options) === rest(now);
}

/** Trials of which something came, the best first. */
export const best = ({ scores }: Found): TrialScore[] => ranked(scores).filter((score) => errorOf(score) < Infinity);

/** How far it is: scores that are there, and those that there will be. Where trials came to nothing, a later round may have fewer. */
export function progressOf({ plan, scores }: Found): { readonly done: number; readonly all: number; readonly round: number; readonly rounds: number } {
  const rungs = plan?.rungs ?? [];
  const round = scores.at(-1)?.rung ?? 0;
  return { done: scores.length, all: rungs.reduce((sum, { trials }) => sum + trials, 0), round: round + 1, rounds: rungs.length };
}

/** How it stands, in words: what happens, and what came to nothing. */
export function describeFound(found: Found): string {
  const { plan, scores, state, request } = found;
  if (!plan) return state === 'running' ? 'Beginning…' : '';
  const { done, all, round, rounds } = progressOf(found);
  const what = request.method === 'seeds' ? 'networks' : 'trials';
  const far = `${done} of ${all} ${what}${rounds > 1 ? `, round ${round} of ${rounds}` : ''}`;
  const failures = failuresOf(scores);
  return [state === 'running' ? `Trying: ${far}.` : state === 'stopped' ? `Stopped after ${far}.` : `Done: ${plan.trials.length} ${what}${rounds > 1 ? ` in ${rounds} rounds` : ''}.`, ...(failures === undefined ? [] : [failures])].join(' ');
}

/** By how much the best errs less than what was set, in words; undefined until both are known. */
export function gainOf(found: Found): string | undefined {
  const { plan, request, state } = found;
  const [first] = best(found);
  const own = ranked(found.scores).find(({ trial }) => trial === 0);
  if (request.method === 'seeds' || !plan || !first || !own || state === 'running') return undefined;
  if (first.trial === 0) return 'Nothing that was tried is better than what is set.';
  const { isShare, written } = measureOf(found.options);
  const [least, set] = [errorOf(first), errorOf(own)];
  const isGivenUp = own.rung < first.rung;
  if (set === Infinity) return 'What is set cannot be fitted to the part that is learnt from here.';
  const [some, more] = [own, first].map(({ rung }) => learntIn(plan, plan.rungs[rung]!)) as [number, number];
  if (least >= set) return `What is set did as well or better ${some < more ? `on fewer ${isShare ? 'series' : 'rows'}` : 'with fewer networks'} than the best: the difference may be chance.`;
  if (isShare) return `The best tells ${written(least)} wrong, what is set ${written(set)}${isGivenUp ? ', when it was given up' : ''}.`;
  return `The best errs ${Math.round(100 * (1 - least / set))} % less than what is set${isGivenUp ? ', which was given up early' : ''}.`;
}
