import { window, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { problemOfCellName } from '../../core/spec/newCell.ts';
import { exists } from '../exists.ts';

/** Whether it shall be JavaScript. */
export async function askForLanguage(title: string): Promise<boolean | undefined> {
  const language = await window.showQuickPick([{ label: 'TypeScript' }, { label: 'JavaScript' }], { title, placeHolder: 'Written in which language? Both run as they are.' });
  return language && language.label === 'JavaScript';
}

/** @param fileOf where a cell of that name goes */
export function askForName(title: string, fileOf: (name: string) => Uri): Thenable<string | undefined> {
  const validateInput = async (name: string): Promise<string | undefined> =>
    problemOfCellName(name) ?? (await exists(fileOf(name)) ? `${workspace.asRelativePath(fileOf(name))} is already there.` : undefined);
  return window.showInputBox({ title, prompt: 'The name of its file', value: 'mine', validateInput });
}
