import { TabInputText, Uri, commands, window, workspace } from 'vscode';
import { isOfPerson } from '../ownCode.ts';

/** Where something new goes. Where no folder is open it goes beside the experiment that was put aside and is looked at, or a folder may be opened. @param what it is @param aside where what is written goes while no folder is open */
export async function chooseWorkspaceFolder(what: string, aside: Uri): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return besideExperiment(aside) ?? void offerToOpen(what);
  if (folders.length === 1) return folders[0]!.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: `Put the ${what} into which folder?` }))?.uri;
}

/** The one in front, or else any that is open. Beside one from elsewhere nothing would run. */
function besideExperiment(aside: Uri): Uri | undefined {
  const { activeTabGroup, all } = window.tabGroups;
  const tabs = [activeTabGroup.activeTab, ...all.map(({ activeTab }) => activeTab), ...all.flatMap(group => group.tabs)];
  const files = tabs.flatMap(tab => (tab?.input instanceof TabInputText ? [tab.input.uri] : []));
  const open = files.find(file => file.path.endsWith('.unfold.json') && isOfPerson(file, aside));
  return open && Uri.joinPath(open, '..');
}

function offerToOpen(what: string): void {
  const open = 'Open Folder';
  void window.showErrorMessage(`Open a folder first: the ${what} goes there.`, open).then(answer => answer === open && commands.executeCommand('workbench.action.files.openFolder'));
}
