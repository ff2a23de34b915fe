import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runFiles } from '../protocol/run.ts';
import { createRun } from '../worker/node/createRun.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { readExperiment, runFolderOf } from '../worker/node/runFolder.ts';
import { notValid } from './complaint.ts';
import { openExperiment } from './experimentFile.ts';

export interface TrainOptions {
  readonly file: string | undefined;
  readonly folder: string | undefined;
  readonly steps: number | undefined;
}

/** Which run folder trains, and where it goes on. */
export interface RunPlan {
  readonly folder: string;
  readonly checkpoint?: string;
  readonly steps: number | undefined;
}

/** Makes the folder of a new run. @throws Complaint, or Error, a sentence */
export async function planNewRun({ file, folder, steps }: TrainOptions): Promise<RunPlan> {
  if (file === undefined) throw notValid('Which experiment? unfold train FILE');
  return { folder: await createRun({ experimentFile: file, experiment: await openExperiment(file, { begins: true }), folder }), steps };
}

/** Finds the run that the checkpoint is of, or makes a new one where a folder is given. @throws Complaint, or Error, a sentence */
export async function planResume(checkpoint: string, { file, folder, steps }: TrainOptions): Promise<RunPlan> {
  const { experiment, step } = await readCheckpoint(checkpoint);
  const origin = await findOrigin(checkpoint);
  if (origin !== undefined && folder === undefined) {
    checkSource(checkpoint, file, origin.source);
    checkStepsLeft(checkpoint, step, steps ?? origin.experiment.training.steps);
    return { folder: origin.folder, checkpoint, steps };
  }
  const experimentFile = file ?? origin?.source;
  if (experimentFile === undefined) throw notValid(`${checkpoint} is in no run folder. Which experiment is it of? unfold train FILE --resume ${checkpoint}`);
  const forked = file === undefined ? experiment : await openExperiment(file);
  checkStepsLeft(checkpoint, step, steps ?? forked.training.steps);
  return { folder: await createRun({ experimentFile, experiment: forked, folder }), checkpoint, steps };
}

/** The run that saved a checkpoint, if the checkpoint still is in its folder. */
async function findOrigin(checkpoint: string) {
  const folder = runFolderOf(checkpoint);
  if (!existsSync(join(folder, runFiles.status))) return undefined;
  const { source, experiment } = await readExperiment(folder);
  return { folder, source: resolve(folder, source), experiment };
}

function checkSource(checkpoint: string, file: string | undefined, source: string): void {
  if (file === undefined || resolve(file) === source) return;
  throw notValid(`${checkpoint} is of a run of ${source}, not of ${file}. With --run-dir, a new run starts from it.`);
}

function checkStepsLeft(checkpoint: string, step: number, steps: number): void {
  if (step >= steps) throw notValid(`${checkpoint} is at step ${step}, and training ends at step ${steps}. Ask for more with --steps.`);
}
