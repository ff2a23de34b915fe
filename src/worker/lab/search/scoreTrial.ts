import type { NumberTable } from '../../../core/data/numberTable.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import type { TrialScore } from '../../../protocol/search.ts';
import { fitEchoState } from '../fitEchoState.ts';
import type { FitSurroundings } from '../fitEchoState.ts';

/** What a thread of a search is asked: rows of its table, and what to fit to them. */
export interface TrialTask {
  readonly from: number;
  readonly to: number;
  readonly options: EchoStateOptions;
}

/** Fits the networks of a trial. Never rejects: what is wrong with the settings is in the score. */
export async function scoreTrial(table: NumberTable, { from, to, options }: TrialTask, surroundings: FitSurroundings): Promise<Pick<TrialScore, 'train' | 'judged' | 'problem'>> {
  try {
    const { report: { runs } } = await fitEchoState(rowsOf(table, from, to), options, surroundings);
    const [train, judged] = [runs.map((run) => run.train.nrmse), runs.map((run) => run.test.nrmse)];
    if ([...train, ...judged].every(Number.isFinite)) return { train, judged };
    return { train: [], judged: [], problem: 'What the network says grows beyond all numbers.' };
  } catch (error) {
    return { train: [], judged: [], problem: (error as Error).message };
  }
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
