import { Range, Uri, window, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { formatProblem } from '../../core/spec/problem.ts';
import type { Problem } from '../../core/spec/problem.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';
import type { Reading } from '../../core/spec/read.ts';
import { newRun } from '../../protocol/newRun.ts';
import { settings } from '../settings.ts';
import { mayRun } from '../trust.ts';
import type { Run } from './run.ts';
import type { RunControl } from './runControl.ts';
import { runsOf } from './workspaceDisk.ts';

/**
 * Saves an experiment, checks it, and asks for a run of it. @param steps instead of its own @returns undefined where it may not run here
 * @throws Error with the first problem, which is then also shown in the editor
 */
export async function startRun(control: RunControl, experimentFile: Uri, steps?: number): Promise<Run | undefined> {
  const whole = await checked(await saved(experimentFile));
  const experiment = steps === undefined ? whole : { ...whole, name: `${whole.name}, ${steps} steps`, training: { ...whole.training, steps } };
  if (!mayRun(experiment)) return undefined;
  const run = newRun(experiment, `../../../${nameOf(experimentFile)}`, Date.now(), Math.random());
  return control.start(Uri.joinPath(runsOf(experimentFile), run.id), run);
}

/** An experiment as it stands on the disk, too. @throws Error, in words, where it does not */
export async function saved(experimentFile: Uri): Promise<TextDocument> {
  if (experimentFile.scheme !== 'file') throw new Error('This needs the experiment on a disk: copy it there first.');
  const document = await workspace.openTextDocument(experimentFile);
  if (document.isDirty && !await document.save()) throw new Error(`${nameOf(experimentFile)} could not be saved.`);
  return document;
}

export function readExperimentDocument(document: TextDocument): Reading {
  const surroundings = { name: experimentName(document.uri.path), checkpoints: settings.checkpoints(document.uri) };
  return readExperiment(document.getText(), surroundings);
}

async function checked(document: TextDocument): Promise<ResolvedExperiment> {
  const reading = readExperimentDocument(document);
  if (reading.ok) return reading.experiment;
  const first = reading.problems.find(({ severity }) => severity === 'error')!;
  await reveal(document, first);
  throw new Error(formatProblem(nameOf(document.uri), first));
}

async function reveal(document: TextDocument, { line, column, endLine, endColumn }: Problem): Promise<void> {
  await window.showTextDocument(document, { selection: new Range(line - 1, column - 1, endLine - 1, endColumn - 1) });
}

const nameOf = (file: Uri): string => file.path.slice(file.path.lastIndexOf('/') + 1);
