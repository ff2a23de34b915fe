import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openData } from '../core/data/open.ts';
import type { DataSource } from '../core/data/source.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkMemory } from '../core/spec/memory.ts';
import { ownCells } from '../core/spec/ownCells.ts';
import { ownFiles } from '../core/spec/ownTask.ts';
import { SpecError, formatProblem } from '../core/spec/problem.ts';
import type { Problem } from '../core/spec/problem.ts';
import { experimentName, readExperiment } from '../core/spec/read.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { unreadProblems } from '../core/spec/unreadOptions.ts';
import { unreadable } from '../worker/node/unreadable.ts';
import { notValid } from './complaint.ts';

/**
 * Reads an experiment, its data, and the code of its own task and cells; warnings go to stderr.
 * @throws Complaint with everything that is wrong, and where
 */
export async function openExperiment(file: string, ways: Ways = {}): Promise<ResolvedExperiment> {
  return (await openWithData(file, ways)).experiment;
}

interface Ways {
  /** Whether cells are looked into. */
  readonly traced?: boolean;
  /** Whether it is to begin anew: what a run goes on from has the parameters already. */
  readonly begins?: boolean;
}

interface WithData {
  readonly experiment: ResolvedExperiment;
  readonly data: DataSource;
}

/** The same, and its data. @throws Complaint likewise */
export async function openWithData(file: string, { traced = true, begins = false }: Ways = {}): Promise<WithData> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw notValid(unreadable(file, error));
  });
  const reading = readExperiment(text, { name: experimentName(file) });
  if (!reading.ok) throw notValid(lines(file, reading.problems));
  if (reading.problems.length > 0) console.error(lines(file, reading.problems));
  try {
    const folder = dirname(resolve(file));
    if (begins) await checkStart(reading.experiment, folder);
    const opened = await withData(reading.experiment, folder, traced);
    const unread = unreadProblems(opened.experiment, reading.positions);
    if (unread.length > 0) console.error(lines(file, unread));
    return opened;
  } catch (error) {
    throw complaintOf(error, wrong => lines(file, [reading.positions.problem(wrong)]));
  }
}

const lines = (file: string, problems: readonly Problem[]): string => problems.map(problem => formatProblem(file, problem)).join('\n');

/** What an experiment, or code of its own, has wrong is not valid. */
export function complaintOf(error: unknown, describe: (wrong: SpecError) => string = ({ message }) => message): unknown {
  if (error instanceof Error && error.name === 'OwnCodeError') return notValid(error.message); // also of the library in float64
  return error instanceof SpecError ? notValid(describe(error)) : error;
}

/** @throws SpecError where there is no such checkpoint to begin with */
async function checkStart({ training: { startFrom } }: ResolvedExperiment, folder: string): Promise<void> {
  if (startFrom) await readCheckpoint(startFrom.file, folder).catch(({ message }: Error) => { throw new SpecError(message, ['training', 'startFrom', 'file']); });
}

/** With what its own code is found to be. @throws SpecError, of what only the data itself shows, or OwnCodeError */
async function withData(experiment: ResolvedExperiment, folder: string, isTraced: boolean): Promise<WithData> {
  const loaded = await loadedCode(experiment, folder, isTraced);
  const data = await openData(loaded, name => readFile(resolve(folder, name)));
  const known = isTraced ? await traced(loaded, data) : loaded;
  const [wrong] = checkMemory(known, data);
  if (wrong) throw wrong;
  return { experiment: known, data };
}

/** What loads code is only loaded where somebody has some: of their task, whose data is read, and of their cells where those are looked into. */
async function loadedCode(experiment: ResolvedExperiment, folder: string, isTraced: boolean): Promise<ResolvedExperiment> {
  if (ownFiles(experiment).length === 0) return experiment;
  const { loadOwnCode } = await import('../worker/node/own/loadOwnCode.ts');
  return loadOwnCode(experiment, folder, __dirname, { taskAlone: !isTraced, isLook: true, hears: true });
}

/** TensorFlow.js, which takes a while, is only loaded where somebody has a cell of their own. */
async function traced(experiment: ResolvedExperiment, data: DataSource): Promise<ResolvedExperiment> {
  if (ownCells(experiment).length === 0) return experiment;
  return (await import('../engine/traceOwnCells.ts')).traceOwnCells(experiment, data);
}
