import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readExperiment as readSpec } from '../../core/spec/read.ts';
import { runFiles } from '../../protocol/run.ts';
import type { NewRun } from '../../protocol/newRun.ts';
import type { RunExperiment, RunStatus } from '../../protocol/run.ts';
import { causeOf } from './fileProblem.ts';
import { replaceFile } from './replaceFile.ts';

/** Makes a run's folder with its first two documents. @throws Error, a sentence, when the folder holds a run or cannot be made */
export async function createRunFolder(folder: string, run: NewRun): Promise<void> {
  const existing = await readFile(join(folder, runFiles.status)).catch(() => undefined);
  if (existing !== undefined) throw new Error(`${folder} already holds a run. Choose another folder, or resume from one of its checkpoints.`);
  await makeFolder(join(folder, runFiles.checkpoints)).catch((error: unknown) => {
    throw new Error(`Could not make the run folder ${folder}: ${causeOf(error)}.`);
  });
  await writeDocument(folder, runFiles.experiment, run.experiment);
  await writeDocument(folder, runFiles.status, run.status);
}

/** Makes a folder and those it is in. Node's own `recursive` takes a read-only disk for a folder that is not there. */
async function makeFolder(folder: string): Promise<void> {
  const isThere = await stat(folder).then(found => found.isDirectory(), () => false);
  if (isThere) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    const madeMeanwhile = error.code === 'EEXIST' && (await stat(folder)).isDirectory();
    if (!madeMeanwhile) throw error;
  });
}

/** @throws JournalProblem */
export function writeDocument(folder: string, name: string, content: RunExperiment | RunStatus): Promise<void> {
  return replaceFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}

/** The folder of the run that a checkpoint was saved by. */
export const runFolderOf = (checkpoint: string): string => dirname(dirname(resolve(checkpoint)));

/** @throws Error, a sentence, where it is not there or not what a run is started from */
export async function readExperiment(folder: string): Promise<RunExperiment> {
  const document = await readDocument<RunExperiment>(folder, runFiles.experiment);
  if (typeof document?.source !== 'string') throw damaged(folder, runFiles.experiment, 'it has no `source`');
  const reading = readSpec(JSON.stringify(document.experiment ?? {}), { name: basename(folder) });
  if (!reading.ok) throw damaged(folder, runFiles.experiment, reading.problems[0]!.message);
  return { ...document, experiment: reading.experiment };
}

/** @throws Error, a sentence, where it is not there or says nothing of a run */
export async function readStatus(folder: string): Promise<RunStatus> {
  const status = await readDocument<RunStatus>(folder, runFiles.status);
  if (typeof status?.id !== 'string' || typeof status.state !== 'string') throw damaged(folder, runFiles.status, 'it has no `id` or no `state`');
  return status;
}

const damaged = (folder: string, name: string, why: string) => new Error(`${name} in ${folder} is damaged: ${why.replace(/\.$/, '')}.`);

async function readDocument<T>(folder: string, name: string): Promise<T | undefined> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => {
    throw new Error(`${folder} is no run folder: it has no readable ${name}.`);
  });
  try {
    return JSON.parse(text) as T ?? undefined;
  } catch {
    throw damaged(folder, name, 'it is no JSON');
  }
}
