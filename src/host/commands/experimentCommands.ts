import type { Uri } from 'vscode';
import { readExperimentDocument, saved, startRun } from '../runs/startRun.ts';
import { mayRun, mayRunCell } from '../trust.ts';
import { experimentOf, isCellFile } from './cellCommands.ts';
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

/** Draws the graph of an experiment, or of one that uses a cell, without a run. */
export async function showGraph(parts: CommandParts, target: unknown): Promise<void> {
  if (isCellFile(target)) await saved(target);
  const experiment = isCellFile(target) ? await experimentOf(parts, target) : await pickExperiment(parts, target, 'Show the graph of which experiment?');
  if (experiment) await parts.panels.show(experiment);
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
  if (text !== undefined) await showText(text);
}
