import type { Uri } from 'vscode';
import { readExperimentDocument, saved, startRun } from '../runs/startRun.ts';
import { mayRun, mayRunCell } from '../trust.ts';
import { experimentOf, isCellFile, nameIn } from './cellCommands.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';
import { pickExperiment } from './pick.ts';
import { showRun } from './showRun.ts';
import { showText, withProgress } from './showText.ts';

/** Asks for a run of an experiment and shows its panel. @returns the run's folder */
export async function run(parts: CommandParts, target: unknown): Promise<Uri | undefined> {
  const control = trained(parts.control);
  const experiment = await pickExperiment(parts, target, 'Run which experiment?');
  return experiment && showRun(parts, () => startRun(control, experiment));
}

/** Draws the graph of an experiment without a run; or of one that uses a cell, with what is inside the steps of that. */
export async function showGraph(parts: CommandParts, target: unknown): Promise<void> {
  if (isCellFile(target)) return unfoldOneStep(parts, target);
  const experiment = await pickExperiment(parts, target, 'Show the graph of which experiment?');
  if (experiment) await parts.panels.show(experiment);
}

async function unfoldOneStep(parts: CommandParts, cell: Uri): Promise<void> {
  await saved(cell);
  const experiment = await experimentOf(parts, cell);
  const name = await nameIn(experiment, cell);
  await (name === undefined ? parts.panels.show(experiment) : parts.panels.showInside(experiment, name));
}

/** Compares the gradients of an experiment or a cell, as it is saved, with finite differences, and shows what came in a new document. */
export async function checkGradients(parts: CommandParts, target: unknown): Promise<void> {
  const training = trained(parts.training);
  const experiment = await pickExperiment(parts, target, 'Check the gradients of which experiment?');
  if (experiment === undefined) return;
  const document = await saved(experiment);
  const reading = isCellFile(experiment) ? undefined : readExperimentDocument(document);
  if (reading === undefined ? !mayRunCell(experiment) : reading.ok && !mayRun(reading.experiment)) return;
  const text = await withProgress('Comparing gradients with finite differences', stop => training.checkGradients(experiment, stop));
  if (text !== undefined) await showText('Gradients of', experiment, text);
}
