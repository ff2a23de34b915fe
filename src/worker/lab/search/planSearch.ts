import type { NumberTable } from '../../../core/data/numberTable.ts';
import { learntRows, segmentsFrom } from '../../../core/data/segments.ts';
import type { Segment } from '../../../core/data/segments.ts';
import { SpecError } from '../../../core/spec/problem.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import type { Rung, SearchPlan, SearchRequest, Trial } from '../../../protocol/search.ts';
import { unitsRead } from '../../../protocol/reservoirLayers.ts';
import { drawTrials } from './drawTrials.ts';
import type { TrialTask } from './scoreTrial.ts';

/** η: of so many trials one goes on into the next round, with as many times the work. */
const eta = 3;

/**
 * Trials, and their rounds. Where settings are searched for, the rows that they are tested with in the end stay unseen: the part
 * that is learnt from is cut once more in the same way, and its end judges. Where only seeds change, the part tested with does.
 * @param table of which each series is a file @throws SpecError, a sentence, where of several series one alone is learnt from
 */
export function planSearch(request: SearchRequest, options: EchoStateOptions, { rows, files = [] }: Pick<NumberTable, 'rows' | 'files'>): SearchPlan {
  const series = segmentsFrom([0, ...files], rows);
  const trials = drawTrials(request, options);
  const [from, to] = judgedRows(request, options, series);
  return { method: request.method, trials, rungs: planRungs(request, options, from, series.filter((each) => each.from < from).length), judged: [from, to] };
}

/** Of several series whole ones, as they are tested with in the fit. */
function judgedRows({ method }: SearchRequest, { test }: EchoStateOptions, series: readonly Segment[]): [from: number, to: number] {
  const to = learntRows(series, test);
  if (method === 'seeds') return [to, series.at(-1)!.to];
  const learnt = series.length > 1 ? series.filter((each) => each.to <= to) : [{ from: 0, to }];
  if (series.length > 1 && learnt.length === 1) throw new SpecError('Of several series a search judges by whole ones of those that are learnt from, which leaves none to learn from here: keep a smaller share to test with, or add series.', ['data', 'file']);
  return [learntRows(learnt, test), to];
}

/**
 * One round for all; or successive halving (Jamieson & Talwalkar 2016, arXiv:1502.07943, algorithm 1, with η = 3): ⌊n·η⁻ᵏ⌋ trials in
 * round k, each with s·ηᵏ of the work, so that every round is about as much. Work is rows to learn from, the last ones, until there
 * are no more; then networks. s is such that readouts of the first round are determined, and the last has the networks asked for.
 * @param rows before those that judge @param series that they are of
 */
function planRungs(request: SearchRequest, options: EchoStateOptions, rows: number, series: number): Rung[] {
  const { method, trials, networks } = request;
  if (method !== 'halving') return [{ trials, share: 1, networks: method === 'seeds' ? 1 : networks }];
  const last = Math.floor(Math.log(trials) / Math.log(eta) + 1e-9);
  const s = Math.min(1, Math.max(networks * eta ** -last, leastRows(request, options, series) / rows));
  return Array.from({ length: last + 1 }, (_, k) => {
    const work = s * eta ** k;
    return { trials: Math.floor(trials / eta ** k), share: Math.min(1, work), networks: k === last ? Math.max(networks, Math.floor(work)) : Math.max(1, Math.floor(work)) };
  });
}

/** The washout of each series, and twice as many rows as the largest readout has weights. */
function leastRows({ ranges }: SearchRequest, options: EchoStateOptions, series: number): number {
  const { units, inputs, squares, washout, horizon } = options;
  const read = unitsRead({ ...options, units: ranges.units?.[1] ?? units }) + inputs.length;
  return series * (washout + horizon) + 2 * ((squares ? 2 : 1) * read + 1);
}

/** What a trial is in a round. */
export function taskOf({ judged: [first, to] }: SearchPlan, options: EchoStateOptions, { settings }: Trial, { share, networks }: Rung): TrialTask {
  const from = Math.floor(first * (1 - share));
  const test = (to - first + 0.5) / (to - from); // half a row, so that rounding down gives the whole number
  return { from, to, options: { ...options, ...settings, test, runs: networks } };
}
