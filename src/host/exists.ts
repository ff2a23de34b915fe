import { workspace } from 'vscode';
import type { Uri } from 'vscode';

export const exists = (file: Uri): Thenable<boolean> => workspace.fs.stat(file).then(() => true, () => false);
