import { FileType, Uri, ViewColumn, window, workspace } from 'vscode';
import { cellTemplates, newCellExperiment, newCellFiles, newCellText, problemOfCellName } from '../../core/spec/newCell.ts';
import type { CellTemplate, NewCell } from '../../core/spec/newCell.ts';
import { exists } from '../exists.ts';
import type { CommandParts } from './parts.ts';
import { chooseWorkspaceFolder } from './pick.ts';

/** Writes a cell to begin with, the types that it needs and an experiment that uses it, and opens the two side by side. */
export async function newCell({ templates }: CommandParts, target: unknown): Promise<void> {
  const folder = target instanceof Uri ? await folderAt(target) : await chooseWorkspaceFolder('cell');
  const cell = folder && await askForCell(folder);
  if (!folder || !cell) return;
  const files = newCellFiles(cell);
  const [file, types, experiment] = [files.cell, files.types, files.experiment].map(name => Uri.joinPath(folder, name)) as [Uri, Uri, Uri];
  const template = new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(templates, `${cell.from}.ts`)));
  await write(file, newCellText(template, cell));
  await workspace.fs.copy(Uri.joinPath(templates, 'unfold.d.ts'), types, { overwrite: true });
  if (!await exists(experiment)) await write(experiment, newCellExperiment(cell));
  await window.showTextDocument(file);
  await window.showTextDocument(experiment, { viewColumn: ViewColumn.Beside, preserveFocus: true });
}

/** @returns undefined where the person changed their mind */
async function askForCell(folder: Uri): Promise<NewCell | undefined> {
  const title = 'New Cell';
  const from = await window.showQuickPick(Object.entries(cellTemplates).map(([label, detail]) => ({ label, detail })), { title, placeHolder: 'What shall it begin as?' });
  const language = from && await window.showQuickPick([{ label: 'TypeScript' }, { label: 'JavaScript' }], { title, placeHolder: 'Written in which language? Both run as they are.' });
  if (!language) return undefined;
  const cell = (name: string): NewCell => ({ name, from: from.label as CellTemplate, js: language.label === 'JavaScript' });
  const validateInput = async (name: string): Promise<string | undefined> =>
    problemOfCellName(name) ?? (await exists(Uri.joinPath(folder, newCellFiles(cell(name)).cell)) ? `${newCellFiles(cell(name)).cell} is already there.` : undefined);
  const name = await window.showInputBox({ title, prompt: 'The name of its file', value: 'mine', validateInput });
  return name === undefined ? undefined : cell(name);
}

/** The folder that was clicked, or that of the file. A folder of cells is one within it. */
async function folderAt(target: Uri): Promise<Uri> {
  const { type } = await workspace.fs.stat(target);
  const folder = type & FileType.Directory ? target : Uri.joinPath(target, '..');
  return folder.path.endsWith('/cells') ? Uri.joinPath(folder, '..') : folder;
}

const write = (file: Uri, text: string): Thenable<void> => workspace.fs.writeFile(file, new TextEncoder().encode(text));
