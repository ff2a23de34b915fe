import { availableParallelism } from 'node:os';
import { stderr } from 'node:process';
import type { NumberTable } from '../core/data/numberTable.ts';
import { counted, formatNumber } from '../core/spec/wording.ts';
import { columnsAsked } from '../protocol/echoState.ts';
import type { EchoStateOptions } from '../protocol/echoState.ts';
import { deviationOf, errorOf, meanOf, ranked } from '../protocol/ranking.ts';
import { searchDefaults, searchable, searchedNames, usualNames } from '../protocol/search.ts';
import type { Ranges, Rung, SearchPlan, SearchRequest, TrialScore } from '../protocol/search.ts';
import { errorWords, failuresOf, judgesOf, roundsOf } from '../protocol/searchWords.ts';
import { searchersOf } from '../worker/lab/search/crew.ts';
import { prepareSearch } from '../worker/lab/search/prepareSearch.ts';
import { readSearch } from '../worker/lab/search/readSearch.ts';
import { runSearch } from '../worker/lab/search/runSearch.ts';
import { searchThreads } from '../worker/node/searchThreads.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { optionName } from './esnSettings.ts';
import { table } from './table.ts';

const text = { type: 'string' } as const;
/** What a search takes on the command line. */
export const searchOptions = { search: text, method: text, range: { type: 'string', multiple: true }, networks: text, 'search-seed': text } as const;

interface Values {
  readonly search?: string | undefined;
  readonly method?: string | undefined;
  readonly range?: string[] | undefined;
  readonly networks?: string | undefined;
  readonly 'search-seed'?: string | undefined;
}

/** What a search found, as `unfold esn --search --json` prints it beside the fit: its rounds as far as it came. */
export type SearchReport = SearchPlan & {
  readonly ranges: Ranges;
  readonly scores: readonly TrialScore[];
  /** Trials, the best first. */
  readonly ranking: readonly number[];
};

/** The search that is asked for, or undefined. @throws Complaint */
export function searchRequest(values: Values): SearchRequest | undefined {
  const { search, method = searchDefaults.method, range, networks = searchDefaults.networks, 'search-seed': seed = searchDefaults.seed } = values;
  if (search === undefined) {
    const alone = (['method', 'range', 'networks', 'search-seed'] as const).find(option => values[option] !== undefined);
    if (alone !== undefined) throw notValid(`--${alone} is of a search: how many trials, --search N?`);
    return undefined;
  }
  if (method !== 'random' && method !== 'halving') throw notValid(`--method takes random or halving, not "${method}".`);
  try {
    return readSearch({ method, trials: Number(search), networks: Number(networks), seed: Number(seed), ranges: rangesOf(range ?? usualNames.map(optionName)) });
  } catch (error) {
    throw error instanceof Complaint ? error : notValid((error as Error).message);
  }
}

/** `ridge=1e-9..0.1`, or `ridge` alone: between the ends that are proposed. */
function rangesOf(written: readonly string[]): Record<string, [number, number]> {
  return Object.fromEntries(written.flatMap(each => each.split(',')).map(each => {
    const [option, ends] = each.split('=');
    const name = searchedNames.find(known => optionName(known) === option?.trim());
    if (!name) throw notValid(`--range ${each}: it is of one of ${searchedNames.map(optionName).join(', ')}.`);
    if (ends === undefined) return [name, [searchable[name].from, searchable[name].to]];
    const [from = NaN, to = NaN, more] = ends.split('..').map(end => (end.trim() === '' ? NaN : Number(end)));
    if (more !== undefined || Number.isNaN(from + to)) throw notValid(`--range ${each}: write two numbers, ${option}=FROM..TO.`);
    return [name, [from, to]];
  }));
}

/** Searches, on as many threads as there are cores, and tells how far it is. @throws Complaint where nothing comes of any trial */
export async function searchFile(read: NumberTable, asked: EchoStateOptions, request: SearchRequest): Promise<SearchReport> {
  const { table: series, options, plan } = prepareSearch(request, { table: read, options: asked });
  const crew = searchThreads(__dirname, availableParallelism())(series, columnsAsked(options));
  const stop = new AbortController();
  const scores: TrialScore[] = [];
  const interrupted = (): void => { stop.abort(); crew.dispose(); };
  process.once('SIGINT', interrupted);
  try {
    await runSearch(plan, searchersOf(crew, plan, options), score => { scores.push(score); tellProgress(plan, scores); }, stop.signal);
  } finally {
    process.off('SIGINT', interrupted);
    crew.dispose();
    if (stderr.isTTY) stderr.write('\r\x1b[K');
  }
  const ranking = ranked(scores);
  const [best] = ranking;
  if (!best) throw new Complaint('The search was stopped before the first trial was done.', exitCodes.interrupted);
  if (best.problem !== undefined) throw notValid(best.problem);
  const inOrder = scores.toSorted((a, b) => a.rung - b.rung || a.trial - b.trial); // they came as threads were done with them
  return { ...plan, rungs: roundsMade(plan.rungs, scores), ranges: request.ranges, scores: inOrder, ranking: ranking.map(({ trial }) => trial) };
}

function tellProgress(plan: SearchPlan, scores: readonly TrialScore[]): void {
  if (!stderr.isTTY) return;
  const all = plan.rungs.reduce((sum, { trials }) => sum + trials, 0);
  const least = errorOf(ranked(scores)[0]!);
  const best = least === Infinity ? 'none could be fitted' : `best ${errorWords('split' in plan).ofValidation} ${writtenIn(plan)(least)}`;
  stderr.write(`\r\x1b[K${scores.length} of ${all} trials, ${best}; Ctrl-C takes the best so far`);
}

const shown = 5;

/** The best trials, for a person at a terminal. */
export function describeSearch(report: SearchReport): string {
  const { method, trials, rungs, ranges, scores } = report;
  const [{ ofValidation }, written, rounds] = [errorWords('split' in report), writtenIn(report), roundsOf(report)];
  const names = searchedNames.filter(name => ranges[name]);
  const best = ranked(scores).slice(0, shown).filter(({ problem }) => problem === undefined);
  const rows = best.map(({ trial, judged }) => [trial === 0 ? 'as set' : String(trial), ...names.map(name => formatNumber(trials[trial]!.settings[name]!)), spreadOf(judged, written), String(judged.length)]);
  const by = method === 'halving' ? `, by successive halving in ${counted(rungs.length, 'round')}` : '';
  return [
    `The best of ${counted(rungs[0]!.trials, 'trial')}${by}, judged by ${judgesOf(report)}, which are neither learnt from nor tested with:`, '',
    ...table([['trial', ...names.map(optionName), ofValidation, 'networks'], ...rows], 0), '',
    ...[failuresOf(scores), rounds].flatMap(said => said === undefined ? [] : [said, '']),
  ].join('\n');
}

/** Rounds with as many trials as were made in them: Ctrl-C may have ended the search in any. */
export function roundsMade(rungs: readonly Rung[], scores: readonly TrialScore[]): Rung[] {
  return rungs.map((rung, k) => ({ ...rung, trials: scores.filter(score => score.rung === k).length })).filter(rung => rung.trials > 0);
}

type Written = (error: number, digits?: number) => string;

/** How an error is written: where classes are told, as a share in percent. */
function writtenIn(plan: SearchPlan): Written {
  const short: Written = (value, digits = 4) => String(Number(value.toPrecision(digits)));
  return 'split' in plan ? (share, digits = 3) => `${short(100 * share, digits)} %` : short;
}

function spreadOf(errors: readonly number[], written: Written): string {
  const deviation = deviationOf(errors);
  return written(meanOf(errors)) + (deviation === null ? '' : ` ± ${written(deviation, 2)}`);
}
