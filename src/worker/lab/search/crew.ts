import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import type { SearchPlan, TrialScore } from '../../../protocol/search.ts';
import { classTaskOf } from './planClasses.ts';
import { taskOf } from './planSearch.ts';
import type { Searchers } from './runSearch.ts';
import type { TrialTask } from './scoreTrial.ts';

/** The threads of one search. */
export interface SearchCrew {
  readonly lanes: number;
  /** Never rejects. */
  evaluate(task: TrialTask, lane: number): Promise<Pick<TrialScore, 'train' | 'judged' | 'problem'>>;
  /** Ends them, whatever they are doing: what they were asked is answered with a problem. */
  dispose(): void;
}

/** Has them try the trials of a plan. */
export function searchersOf(crew: SearchCrew, plan: SearchPlan, options: EchoStateOptions): Searchers {
  return { lanes: crew.lanes, evaluate: (trial, rung, lane) => crew.evaluate('split' in plan ? classTaskOf(plan, options, trial, rung) : taskOf(plan, options, trial, rung), lane) };
}
