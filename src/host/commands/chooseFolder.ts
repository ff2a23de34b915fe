import { window, workspace } from 'vscode';
import type { Uri } from 'vscode';

/** Where something new goes. @param what it is */
export async function chooseWorkspaceFolder(what: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error(`Open a folder first: the ${what} goes there.`);
  if (folders.length === 1) return folders[0]!.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: `Put the ${what} into which folder?` }))?.uri;
}
