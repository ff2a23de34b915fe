import { Uri, commands, env, window, workspace } from 'vscode';
import { runFiles } from '../../protocol/run.ts';
import { isResumable, isStoppable } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { trained } from './parts.ts';
import type { CommandParts } from './parts.ts';
import { pickRun } from './pick.ts';

export async function pause(parts: CommandParts, target: unknown): Promise<void> {
  const run = await pickRun(parts, target, 'Pause which run?', ({ status }) => status.state === 'running');
  if (run) await trained(parts.control).ask(run, 'pause', {});
}

export async function resume(parts: CommandParts, target: unknown): Promise<void> {
  const run = await pickRun(parts, target, 'Resume which run?', ({ status }) => isResumable(status.state));
  if (run === undefined) return;
  await trained(parts.control).resume(run);
  await parts.panels.show(run.folder);
}

/** A paused run whose cells were changed meanwhile goes on with what their files say now. */
export async function continueWithNewCode(parts: CommandParts, target: unknown): Promise<void> {
  const control = trained(parts.control);
  const run = await pickRun(parts, target, 'Continue which run with the new code?', ({ status: { newCode } }) => newCode !== undefined && newCode.problem === undefined);
  if (run) await control.continueWithNewCode(run);
}

export async function stop(parts: CommandParts, target: unknown): Promise<void> {
  const control = trained(parts.control);
  const run = await pickRun(parts, target, 'Stop which run?', ({ status }) => isStoppable(status.state));
  if (run) await window.withProgress({ location: { viewId: 'unfold.runs' } }, () => control.stop(run));
}

export async function showPanel(parts: CommandParts, target: unknown): Promise<void> {
  const run = await pickRun(parts, target, 'Show the panel of which run?', () => true);
  if (run) await parts.panels.show(run.folder);
}

/** In the system's own file manager where there is one, else in VS Code's explorer. */
export async function revealRunFolder(parts: CommandParts, target: unknown): Promise<void> {
  const run = await pickRun(parts, target, 'Reveal the folder of which run?', () => true);
  if (run === undefined) return;
  const isHere = env.remoteName === undefined && run.folder.scheme === 'file';
  await commands.executeCommand(isHere ? 'revealFileInOS' : 'revealInExplorer', Uri.joinPath(run.folder, runFiles.experiment));
}

export async function renameRun(parts: CommandParts, target: unknown): Promise<void> {
  const run = await pickRun(parts, target, 'Rename which run?', hasEnded);
  const name = run && await window.showInputBox({ title: 'Rename Run', value: run.status.name, validateInput: problemOfName });
  if (run === undefined || name === undefined) return;
  await parts.store.update(run.folder, status => ({ ...status, name: name.trim() }));
}

export async function deleteRun(parts: CommandParts, target: unknown): Promise<void> {
  const run = await pickRun(parts, target, 'Delete which run?', hasEnded);
  if (run === undefined) return;
  const detail = 'Its curves, samples and checkpoints go to the trash.';
  const answer = await window.showWarningMessage(`Delete “${run.status.name}”?`, { modal: true, detail }, 'Move to Trash');
  if (answer === undefined) return;
  await deleteFolder(run);
  await parts.store.look(run.folder);
}

const hasEnded = ({ status }: Run): boolean => !isStoppable(status.state);

const problemOfName = (name: string): string | undefined => name.trim() === '' ? 'A run needs a name.' : undefined;

/** A server has no trash: there it is asked once more. */
async function deleteFolder({ folder, status }: Run): Promise<void> {
  try {
    await workspace.fs.delete(folder, { recursive: true, useTrash: true });
  } catch {
    const question = `There is no trash here. Delete “${status.name}” for good?`;
    if (await window.showWarningMessage(question, { modal: true }, 'Delete Permanently')) await workspace.fs.delete(folder, { recursive: true });
  }
}
