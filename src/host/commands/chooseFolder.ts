import { TabInputText, Uri, commands, window, workspace } from 'vscode';

/** Where something new goes. Where no folder is open it goes beside the experiment that is, or a folder may be opened. @param what it is */
export async function chooseWorkspaceFolder(what: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return besideOpenExperiment() ?? void offerToOpen(what);
  if (folders.length === 1) return folders[0]!.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: `Put the ${what} into which folder?` }))?.uri;
}

function besideOpenExperiment(): Uri | undefined {
  const inputs = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const open = inputs.find(input => input instanceof TabInputText && input.uri.path.endsWith('.unfold.json')) as TabInputText | undefined;
  return open && Uri.joinPath(open.uri, '..');
}

function offerToOpen(what: string): void {
  const open = 'Open Folder';
  void window.showErrorMessage(`Open a folder first: the ${what} goes there.`, open).then(answer => answer === open && commands.executeCommand('workbench.action.files.openFolder'));
}
