import type { NumberTable } from '../../../core/data/numberTable.ts';
import { trainingLength } from '../../../core/spec/dataErrors.ts';
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
 * @throws SpecError, a sentence, where there are several series: they would be cut through
 */
export function planSearch(request: SearchRequest, options: EchoStateOptions, { rows, files }: Pick<NumberTable, 'rows' | 'files'>): SearchPlan {
  if (options.series !== '' || files !== undefined) throw new SpecError('A search takes one series: leave out the column of series, and name one file.', ['data', 'file']);
  const trials = drawTrials(request, options);
  const { from, to } = validationRows(request, options, rows);
  return { method: request.method, trials, rungs: planRungs(request, options, from), judged: [from, to] };
}

function validationRows({ method }: SearchRequest, { test }: EchoStateOptions, rows: number): { from: number; to: number } {
  const to = method === 'seeds' ? rows : trainingLength(rows, test);
  return { from: trainingLength(to, test), to };
}

/**
 * One round for all; or successive halving (Jamieson & Talwalkar 2016, arXiv:1502.07943, algorithm 1, with η = 3): ⌊n·η⁻ᵏ⌋ trials in
 * round k, each with s·ηᵏ of the work, so that every round is about as much. Work is rows to learn from, the last ones, until there
 * are no more; then networks. s is such that readouts of the first round are determined, and the last has the networks asked for.
 * @param rows before those that judge
 */
function planRungs(request: SearchRequest, options: EchoStateOptions, rows: number): Rung[] {
  const { method, trials, networks } = request;
  if (method !== 'halving') return [{ trials, share: 1, networks: method === 'seeds' ? 1 : networks }];
  const last = Math.floor(Math.log(trials) / Math.log(eta) + 1e-9);
  const s = Math.min(1, Math.max(networks * eta ** -last, leastRows(request, options) / rows));
  return Array.from({ length: last + 1 }, (_, k) => {
    const work = s * eta ** k;
    return { trials: Math.floor(trials / eta ** k), share: Math.min(1, work), networks: k === last ? Math.max(networks, Math.floor(work)) : Math.max(1, Math.floor(work)) };
  });
}

/** The washout, and twice as many rows as the largest readout has weights. */
function leastRows({ ranges }: SearchRequest, options: EchoStateOptions): number {
  const { units, inputs, squares, washout, horizon } = options;
  const read = unitsRead({ ...options, units: ranges.units?.[1] ?? units }) + inputs.length;
  return washout + horizon + 2 * ((squares ? 2 : 1) * read + 1);
}

/** What a trial is in a round. */
export function taskOf({ judged: [first, to] }: SearchPlan, options: EchoStateOptions, { settings }: Trial, { share, networks }: Rung): TrialTask {
  const from = Math.floor(first * (1 - share));
  const test = (to - first + 0.5) / (to - from); // half a row, so that rounding down gives the whole number
  return { from, to, options: { ...options, ...settings, test, runs: networks } };
}
