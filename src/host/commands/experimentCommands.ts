import { Uri, commands, window, workspace } from 'vscode';
import { exists } from '../exists.ts';
import { readExperimentDocument, saved, startRun } from '../runs/startRun.ts';
import { mayRun } from '../trust.ts';
import { experimentOf, isCellFile } from './cellCommands.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';
import { chooseWorkspaceFolder } from './chooseFolder.ts';
import { pickExperiment } from './pick.ts';
import { showRun } from './showRun.ts';
import { showText, withProgress } from './showText.ts';

/** Copies an experiment of the gallery into a folder of the workspace and opens it, its lesson beside it. */
export async function newExperiment({ gallery, lessons }: CommandParts): Promise<void> {
  const folder = await chooseWorkspaceFolder('experiment');
  if (folder === undefined) return;
  const entries = await gallery.entries();
  const items = entries.map(entry => ({ label: entry.title, detail: entry.description, description: entry.name, entry }));
  const picked = await window.showQuickPick(items, { title: 'New Experiment', placeHolder: 'Start from an experiment of the gallery', matchOnDescription: true, matchOnDetail: true });
  if (picked === undefined) return;
  const { experiment, others } = await gallery.copy(picked.entry, folder);
  await lessons.openExperiment(experiment);
  if (others.length === 0) return;
  const names = others.map(file => workspace.asRelativePath(file)).join(', ');
  void window.showWarningMessage(`${names} ${others.length === 1 ? 'was there already and is not the gallery\'s: it stays as it is' : 'were there already and are not the gallery\'s: they stay as they are'}, and the experiment uses what is there.`);
}

/** Copies the whole gallery into a folder of the person's choice and opens it. */
export async function openGallery({ gallery }: CommandParts): Promise<void> {
  const [parent] = await window.showOpenDialog({
    title: 'Where shall the gallery go?', openLabel: 'Put the Gallery Here', canSelectFolders: true, canSelectFiles: false,
  }) ?? [];
  if (parent === undefined) return;
  const target = Uri.joinPath(parent, 'unfold-gallery');
  if (!await exists(target)) await workspace.fs.copy(gallery.folder, target);
  await commands.executeCommand('vscode.openFolder', target, { forceNewWindow: workspace.workspaceFolders !== undefined });
}

/** Asks for a run of an experiment and shows its panel. @returns the run's folder */
export async function run(parts: CommandParts, target: unknown): Promise<Uri | undefined> {
  const control = trained(parts.control);
  const experiment = await pickExperiment(parts, target, 'Run which experiment?');
  return experiment && showRun(parts, () => startRun(control, experiment));
}

/** Draws the graph of an experiment, or of one that uses a cell, without a run. */
export async function showGraph(parts: CommandParts, target: unknown): Promise<void> {
  const experiment = isCellFile(target) ? await experimentOf(parts, target) : await pickExperiment(parts, target, 'Show the graph of which experiment?');
  if (experiment) await parts.panels.show(experiment);
}

/** Compares the gradients of an experiment or a cell, as it is saved, with finite differences, and shows what came in a new document. */
export async function checkGradients(parts: CommandParts, target: unknown): Promise<void> {
  const training = trained(parts.training);
  const experiment = await pickExperiment(parts, target, 'Check the gradients of which experiment?');
  if (experiment === undefined) return;
  const reading = readExperimentDocument(await saved(experiment));
  if (reading.ok && !mayRun(reading.experiment)) return;
  const text = await withProgress('Comparing gradients with finite differences', stop => training.checkGradients(experiment, stop));
  if (text !== undefined) await showText(text);
}
