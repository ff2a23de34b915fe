import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runFiles } from '../../protocol/run.ts';
import type { NewRun } from '../../protocol/newRun.ts';
import type { RunExperiment, RunStatus } from '../../protocol/run.ts';
import { causeOf } from './fileProblem.ts';
import { replaceFile } from './replaceFile.ts';

/** Makes a run's folder with its first two documents. @throws Error, a sentence, when the folder holds a run or cannot be made */
export async function createRunFolder(folder: string, run: NewRun): Promise<void> {
  const existing = await readFile(join(folder, runFiles.status)).catch(() => undefined);
  if (existing !== undefined) throw new Error(`${folder} already holds a run. Choose another folder, or resume from one of its checkpoints.`);
  await mkdir(join(folder, runFiles.checkpoints), { recursive: true }).catch((error: unknown) => {
    throw new Error(`Could not make the run folder ${folder}: ${causeOf(error)}.`);
  });
  await writeDocument(folder, runFiles.experiment, run.experiment);
  await writeDocument(folder, runFiles.status, run.status);
}

/** @throws JournalProblem */
export function writeDocument(folder: string, name: string, content: RunExperiment | RunStatus): Promise<void> {
  return replaceFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}

/** The folder of the run that a checkpoint was saved by. */
export const runFolderOf = (checkpoint: string): string => dirname(dirname(resolve(checkpoint)));

export const readExperiment = (folder: string): Promise<RunExperiment> => readDocument(folder, runFiles.experiment);
export const readStatus = (folder: string): Promise<RunStatus> => readDocument(folder, runFiles.status);

/** @throws Error, a sentence */
async function readDocument<T>(folder: string, name: string): Promise<T> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => {
    throw new Error(`${folder} is no run folder: it has no readable ${name}.`);
  });
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`${name} in ${folder} is damaged: it is no JSON.`);
  }
}
