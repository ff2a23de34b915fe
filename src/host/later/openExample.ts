import { Uri, commands, workspace } from 'vscode';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import { exists } from '../exists.ts';
import type { Gallery } from './gallery.ts';

/** What the walkthrough trains: a small network on a series that everybody knows, in some seconds. */
const example = 'co2-forecast-gru';

/**
 * Opens the gallery's first experiment to try. It goes into the workspace, or, where no folder is open, aside, and is opened as it stands if it is there already.
 * @param aside a folder in the extension's own storage
 */
export async function openExample(gallery: Gallery, aside: Uri): Promise<void> {
  const folder = workspace.workspaceFolders?.length ? await chooseWorkspaceFolder('experiment', aside) : aside;
  if (folder === undefined) return;
  const experiment = Uri.joinPath(folder, `${example}.unfold.json`);
  if (!await exists(experiment)) {
    const entries = await gallery.entries();
    await gallery.copy(entries.find(({ name }) => name === example)!, experiment);
  }
  await commands.executeCommand('vscode.open', experiment, { preview: false });
}
