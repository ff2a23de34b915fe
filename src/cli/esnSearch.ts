import { availableParallelism } from 'node:os';
import { stderr } from 'node:process';
import type { NumberTable } from '../core/data/numberTable.ts';
import { columnsAsked } from '../protocol/echoState.ts';
import type { EchoStateOptions } from '../protocol/echoState.ts';
import { deviationOf, errorOf, meanOf, ranked } from '../protocol/ranking.ts';
import { searchDefaults, searchable, searchedNames, usualNames } from '../protocol/search.ts';
import type { Ranges, SearchPlan, SearchRequest, TrialScore } from '../protocol/search.ts';
import { searchersOf } from '../worker/lab/search/crew.ts';
import { planSearch } from '../worker/lab/search/planSearch.ts';
import { readSearch } from '../worker/lab/search/readSearch.ts';
import { runSearch } from '../worker/lab/search/runSearch.ts';
import { seriesAsFiles } from '../worker/lab/search/seriesAsFiles.ts';
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

/** What a search found, as `unfold esn --search --json` prints it beside the fit. */
export interface SearchReport extends SearchPlan {
  readonly ranges: Ranges;
  readonly scores: readonly TrialScore[];
  /** Trials, the best first. */
  readonly ranking: readonly number[];
}

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
  const { table: series, options } = seriesAsFiles({ table: read, options: asked });
  const plan = planSearch(request, options, series);
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
  return { ...plan, ranges: request.ranges, scores: inOrder, ranking: ranking.map(({ trial }) => trial) };
}

function tellProgress({ rungs }: SearchPlan, scores: readonly TrialScore[]): void {
  if (!stderr.isTTY) return;
  const all = rungs.reduce((sum, { trials }) => sum + trials, 0);
  stderr.write(`\r\x1b[K${scores.length} of ${all} trials, best validation NRMSE ${short(errorOf(ranked(scores)[0]!))}; Ctrl-C takes the best so far`);
}

const shown = 5;

/** The best trials, for a person at a terminal. */
export function describeSearch({ method, trials, rungs, ranges, scores, judged: [from, to] }: SearchReport): string {
  const names = searchedNames.filter(name => ranges[name]);
  const best = ranked(scores).slice(0, shown).filter(({ problem }) => problem === undefined);
  const rows = best.map(({ trial, judged }) => [trial === 0 ? 'as set' : String(trial), ...names.map(name => String(trials[trial]!.settings[name])), spreadOf(judged), String(judged.length)]);
  const by = method === 'halving' ? `, by successive halving in ${rungs.length} rounds` : '';
  return [
    `The best of ${trials.length} trials${by}, judged by rows ${from} to ${to - 1}, which are neither learnt from nor tested with:`, '',
    ...table([['trial', ...names.map(optionName), 'validation NRMSE', 'networks'], ...rows], 0), '',
  ].join('\n');
}

function spreadOf(errors: readonly number[]): string {
  const deviation = deviationOf(errors);
  return deviation === null ? short(meanOf(errors)) : `${short(meanOf(errors))} ± ${Number(deviation.toPrecision(2))}`;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
