import { Uri, workspace } from 'vscode';
import { cellsOf } from '../../core/spec/cellOfExperiment.ts';
import type { UsedCell } from '../../core/spec/cellOfExperiment.ts';
import { ownFiles } from '../../core/spec/ownTask.ts';
import { dataUri } from '../language/dataFile.ts';
import { readExperimentDocument, saved, startRun } from '../runs/startRun.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';
import { showRun } from './showRun.ts';

/** How long a cell is tried: long enough to see whether its loss falls. */
const steps = 50;

/** Trains an experiment that uses a cell or a task for a moment. @returns the run's folder */
export async function trainCell(parts: CommandParts, target: unknown): Promise<Uri | undefined> {
  const control = trained(parts.control);
  if (!isCellFile(target)) throw new Error('Which cell, or which task? This stands above it in its file.');
  await saved(target);
  return showRun(parts, () => experimentOf(parts, target).then(experiment => startRun(control, experiment, steps)));
}

/** Whether a command is about the file of a cell or a task rather than an experiment. */
export const isCellFile = (target: unknown): target is Uri => target instanceof Uri && /\.[cm]?[jt]s$/.test(target.path);

/** The first experiment that uses a cell or a task; where none does, one is written for it. */
export async function experimentOf({ experiments, making }: CommandParts, cell: Uri): Promise<Uri> {
  for (const experiment of await experiments.find()) {
    if (await nameIn(experiment, cell) !== undefined) return experiment;
  }
  return making().experimentFor(cell);
}

/** As an experiment calls a file of code; undefined where it does not use it, or is not right. */
export async function nameIn(experiment: Uri, code: Uri): Promise<string | undefined> {
  const reading = readExperimentDocument(await workspace.openTextDocument(experiment));
  return reading.ok ? ownFiles(reading.experiment).find(file => dataUri(experiment, file).path === code.path) : undefined;
}

/** The different cells of an experiment, as it is saved. @throws Error, in words, where it is not right */
export async function cellsIn(experiment: Uri): Promise<readonly UsedCell[]> {
  const reading = readExperimentDocument(await saved(experiment));
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  return cellsOf(reading.experiment);
}
