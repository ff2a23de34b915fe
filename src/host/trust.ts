import { commands, window, workspace } from 'vscode';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { ownCells } from '../core/spec/ownCells.ts';

/** Whether an experiment may run here. Where it would run code of a folder that is not trusted, this is explained, and trust offered. */
export function mayRun(experiment: ResolvedExperiment): boolean {
  const [own] = ownCells(experiment);
  if (!own || workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const message = `${own.file} is code of this folder, which is in Restricted Mode: code runs only where you trust who wrote it. Everything that needs no code goes on working.`;
  void window.showWarningMessage(message, manage).then(answer => answer === manage && commands.executeCommand('workbench.trust.manage'));
  return false;
}
