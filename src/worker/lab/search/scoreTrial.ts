import type { NumberTable } from '../../../core/data/numberTable.ts';
import type { Split } from '../../../protocol/classes.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import type { TrialScore } from '../../../protocol/search.ts';
import { classifySeries } from '../classifySeries.ts';
import { fitEchoState } from '../fitEchoState.ts';
import type { FitSurroundings } from '../fitEchoState.ts';
import type { KeptPooled } from '../keptPooled.ts';

/** What a thread of a search is asked: rows of its table, and what to fit to them. */
export interface RowsTask {
  readonly from: number;
  readonly to: number;
  readonly options: EchoStateOptions;
}

/** Or series of it, of which classes are told. */
export interface SeriesTask {
  readonly split: Split;
  readonly options: EchoStateOptions;
}

export type TrialTask = RowsTask | SeriesTask;

/** And what earlier drives left of either sort. */
export type TrialSurroundings = FitSurroundings & { readonly pooled?: KeptPooled };

type Outcome = Pick<TrialScore, 'train' | 'judged' | 'problem'>;

/** Fits the networks of a trial. Never rejects: what is wrong with the settings is in the score. */
export async function scoreTrial(table: NumberTable, task: TrialTask, surroundings: TrialSurroundings): Promise<Outcome> {
  try {
    return 'split' in task ? await tellClasses(table, task, surroundings) : await sayNumbers(table, task, surroundings);
  } catch (error) {
    return { train: [], judged: [], problem: (error as Error).message };
  }
}

async function sayNumbers(table: NumberTable, { from, to, options }: RowsTask, surroundings: FitSurroundings): Promise<Outcome> {
  const { report: { runs } } = await fitEchoState(rowsOf(table, from, to), options, surroundings);
  const [train, judged] = [runs.map((run) => run.train.nrmse), runs.map((run) => run.test.nrmse)];
  if ([...train, ...judged].every(Number.isFinite)) return { train, judged };
  return { train: [], judged: [], problem: 'What the network says grows beyond all numbers.' };
}

async function tellClasses(table: NumberTable, { split, options }: SeriesTask, { pooled, kept: _, ...surroundings }: TrialSurroundings): Promise<Outcome> {
  const { report: { runs } } = await classifySeries(table, options, options.pool === 'last' ? 'last' : 'mean', { ...surroundings, ...(pooled && { kept: pooled }) }, split);
  return { train: runs.map((run) => 1 - run.train), judged: runs.map((run) => 1 - run.test) };
}

/** Some rows of a table, as a table: the file that is cut through begins there. */
export const rowsOf = (table: NumberTable, from: number, to: number): NumberTable =>
  ({ ...table, ...filesOf(table, from, to), rows: to - from, column: (index) => table.column(index).subarray(from, to), ...(table.words && { words: (index: number) => table.words!(index).slice(from, to) }) });

function filesOf({ files, fileNames }: NumberTable, from: number, to: number): Pick<NumberTable, 'files' | 'fileNames'> {
  if (!files) return {};
  const within = files.filter((start) => from < start && start < to);
  const first = files.filter((start) => start <= from).length;
  return { files: within.map((start) => start - from), ...(fileNames && { fileNames: fileNames.slice(first, first + within.length + 1) }) };
}
