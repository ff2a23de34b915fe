import type { NumberTable } from '../../../core/data/numberTable.ts';
import { learntRows, segmentsFrom, within } from '../../../core/data/segments.ts';
import type { Segment } from '../../../core/data/segments.ts';
import { SpecError } from '../../../core/spec/problem.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import { learntIn } from '../../../protocol/search.ts';
import type { JudgedByRows, PlannedTrials, Rung, SearchRequest, Trial } from '../../../protocol/search.ts';
import { unitsRead } from '../../../protocol/reservoirLayers.ts';
import { drawTrials } from './drawTrials.ts';
import { planRungs } from './planRungs.ts';
import type { RowsTask } from './scoreTrial.ts';

/**
 * Trials, and their rounds. Where settings are searched for, the rows that they are tested with in the end stay unseen: the part
 * that is learnt from is cut once more in the same way, and its end judges. Where only seeds change, the part tested with does.
 * @param table of which each series is a file @throws SpecError, a sentence, where of several series one alone is learnt from
 */
export function planSearch(request: SearchRequest, options: EchoStateOptions, { rows, files = [] }: Pick<NumberTable, 'rows' | 'files'>): PlannedTrials & JudgedByRows {
  const series = segmentsFrom([0, ...files], rows);
  const [from, to] = judgedRows(request, options, series);
  const rungs = planRungs(request, leastShare(request, options, within(series, 0, from)));
  return { method: request.method, trials: drawTrials(request, options), rungs, judged: [from, to], ...(series.length > 1 && { series: within(series, from, to).length }) };
}

/** Of several series whole ones, as they are tested with in the fit. */
function judgedRows({ method }: SearchRequest, { test }: EchoStateOptions, series: readonly Segment[]): [from: number, to: number] {
  const to = learntRows(series, test);
  if (method === 'seeds') return [to, series.at(-1)!.to];
  const learnt = series.length > 1 ? series.filter((each) => each.to <= to) : [{ from: 0, to }];
  if (series.length > 1 && learnt.length === 1) throw new SpecError('Of several series a search judges by whole ones of those that are learnt from, which leaves none to learn from here: keep a smaller share to test with, or add series.', ['data', 'file']);
  return [learntRows(learnt, test), to];
}

/** Of the last rows of what is learnt from, as many as have, without the washout of each series, twice as many rows as the largest readout has weights; 1 where there are fewer. */
function leastShare({ ranges }: SearchRequest, options: EchoStateOptions, learnt: readonly Segment[]): number {
  const { units, inputs, squares, washout, horizon } = options;
  const read = unitsRead({ ...options, units: ranges.units?.[1] ?? units }) + inputs.length;
  const end = learnt.at(-1)!.to;
  let missing = 2 * ((squares ? 2 : 1) * read + 1);
  for (const { from, to } of learnt.toReversed()) {
    const left = Math.max(0, to - from - washout - horizon);
    if (left >= missing) return (end - to + washout + horizon + missing) / end;
    missing -= left;
  }
  return 1;
}

/** What a trial is in a round. */
export function taskOf(plan: JudgedByRows, options: EchoStateOptions, { settings }: Trial, rung: Rung): RowsTask {
  const { judged: [first, to] } = plan;
  const from = first - learntIn(plan, rung);
  const test = (to - first + 0.5) / (to - from); // half a row, so that rounding down gives the whole number
  return { from, to, options: { ...options, ...settings, test, runs: rung.networks } };
}
