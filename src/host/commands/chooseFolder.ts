import { commands, window, workspace } from 'vscode';
import type { Uri } from 'vscode';

/** Where something new goes. Where no folder is open, one may be. @param what it is */
export async function chooseWorkspaceFolder(what: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return void offerToOpen(what);
  if (folders.length === 1) return folders[0]!.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: `Put the ${what} into which folder?` }))?.uri;
}

function offerToOpen(what: string): void {
  const open = 'Open Folder';
  void window.showErrorMessage(`Open a folder first: the ${what} goes there.`, open).then(answer => answer === open && commands.executeCommand('workbench.action.files.openFolder'));
}
