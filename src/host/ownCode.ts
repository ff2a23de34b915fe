import { Uri, workspace } from 'vscode';

/** Where what a person writes goes while no folder is open. @param storage the extension's own */
export const folderAside = (storage: Uri): Uri => Uri.joinPath(storage, 'example');

/** Whether code in a file runs at all where the workspace is trusted: in a folder that is open, or aside. */
export const isOfPerson = (file: Uri, aside: Uri): boolean =>
  workspace.getWorkspaceFolder(file) !== undefined || (file.scheme === aside.scheme && file.path.startsWith(`${aside.path}/`));
