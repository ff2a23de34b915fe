import { commands, window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { ownFiles } from '../core/spec/ownTask.ts';
import { readRunExperiment } from './runs/workspaceDisk.ts';

/** Why code of a folder that is not trusted does not run. @param file whose code it is */
export const untrusted = (file: string): string => `${file} is code of this folder, which is in Restricted Mode: code runs only where you trust who wrote it. Everything that needs no code goes on working.`;

/** Whether an experiment may run here. Where it would run code of a folder that is not trusted, this is explained, and trust offered. */
export function mayRun(experiment: ResolvedExperiment): boolean {
  const [own] = workspace.isTrusted ? [] : ownFiles(experiment);
  if (own === undefined) return true;
  explain(untrusted(own));
  return false;
}

/** Whether the code of a cell or a task may run here, likewise. */
export function mayRunCell(cell: Uri): boolean {
  if (!workspace.isTrusted) explain(untrusted(workspace.asRelativePath(cell)));
  return workspace.isTrusted;
}

/** Whether a run may go on here, likewise. */
export async function mayGoOn(run: Uri): Promise<boolean> {
  return workspace.isTrusted || mayRun((await readRunExperiment(run)).experiment);
}

function explain(message: string): void {
  const manage = 'Manage Workspace Trust';
  void window.showWarningMessage(message, manage).then(answer => answer === manage && commands.executeCommand('workbench.trust.manage'));
}
