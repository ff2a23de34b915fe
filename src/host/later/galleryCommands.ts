import { Uri, commands, window, workspace } from 'vscode';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import { exists } from '../exists.ts';
import type { Lessons } from '../lessons.ts';
import type { Gallery } from './gallery.ts';

/** Copies an experiment of the gallery into a folder of the workspace and opens it, its lesson beside it. */
export async function newExperiment(gallery: Gallery, lessons: Lessons): Promise<void> {
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
export async function openGallery(gallery: Gallery): Promise<void> {
  const [parent] = await window.showOpenDialog({
    title: 'Where shall the gallery go?', openLabel: 'Put the Gallery Here', canSelectFolders: true, canSelectFiles: false,
  }) ?? [];
  if (parent === undefined) return;
  const target = Uri.joinPath(parent, 'unfold-gallery');
  if (!await exists(target)) await workspace.fs.copy(gallery.folder, target);
  await commands.executeCommand('vscode.openFolder', target, { forceNewWindow: workspace.workspaceFolders !== undefined });
}
