import { Uri, commands, workspace } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import { exists } from '../exists.ts';
import { ownLessonName } from '../lessonNames.ts';
import { dataUri } from '../language/dataFile.ts';

/** What the walkthrough trains: a small network on a series that everybody knows, in some seconds. */
const example = 'co2-forecast-gru';

/**
 * Opens the gallery's first experiment to try. It goes into the workspace, or, where no folder is open, into the extension's own
 * storage, and is opened as it stands if it is there already. File by file, since what an extension has in a browser cannot be listed.
 * @param storage the extension's own
 */
export async function openExample(gallery: Uri, storage: Uri): Promise<void> {
  const folder = workspace.workspaceFolders?.length ? await chooseWorkspaceFolder('experiment') : Uri.joinPath(storage, 'example');
  if (folder === undefined) return;
  const original = Uri.joinPath(gallery, example, `${example}.unfold.json`);
  const experiment = Uri.joinPath(folder, `${example}.unfold.json`);
  if (!await exists(experiment)) await copyWhole(original, experiment);
  await commands.executeCommand('vscode.open', experiment, { preview: false });
}

/** An experiment with its data and its lesson; those that are there stay as they are. */
async function copyWhole(original: Uri, experiment: Uri): Promise<void> {
  const text = await workspace.fs.readFile(original);
  const { data } = parseText(new TextDecoder().decode(text)).value as { readonly data: { readonly file: string } };
  await copyUnlessThere(dataUri(original, data.file), dataUri(experiment, data.file));
  await copyUnlessThere(Uri.joinPath(original, '..', 'lesson.md'), Uri.joinPath(experiment, '..', ownLessonName(experiment.path)));
  await workspace.fs.writeFile(experiment, text); // last: whoever sees it finds all that belongs to it
}

async function copyUnlessThere(from: Uri, to: Uri): Promise<void> {
  if (!await exists(to)) await workspace.fs.writeFile(to, await workspace.fs.readFile(from));
}
