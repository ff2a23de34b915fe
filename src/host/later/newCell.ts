import { FileType, Uri, ViewColumn, window, workspace } from 'vscode';
import { cellTemplates, newCellExperiment, newCellFiles, newCellText, problemOfCellName } from '../../core/spec/newCell.ts';
import type { CellTemplate, NewCell } from '../../core/spec/newCell.ts';
import { typesFile } from '../../core/spec/typesFile.ts';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import { exists } from '../exists.ts';
import { writeTypes } from './writeTypes.ts';

/** Writes a cell to begin with, a test beside it, the types that both need and an experiment that uses it, and opens the two side by side. @param templates the folder of what it begins as */
export async function newCell(templates: Uri, target: unknown): Promise<void> {
  const folder = target instanceof Uri ? await folderAt(target) : await chooseWorkspaceFolder('cell');
  const cell = folder && await askForCell(folder);
  if (!folder || !cell) return;
  const files = newCellFiles(cell);
  const [file, test, types, experiment] = [files.cell, files.test, files.types, files.experiment].map(name => Uri.joinPath(folder, name)) as [Uri, Uri, Uri, Uri];
  const template = async (name: string) => newCellText(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(templates, name))), cell);
  await write(file, await template(`${cell.from}.ts`));
  if (!await exists(test)) await write(test, await template(`${cell.from}.test.ts`));
  await writeTypes(Uri.joinPath(templates, typesFile), types);
  if (!await exists(experiment)) await write(experiment, newCellExperiment(cell.name, files.cell));
  await window.showTextDocument(file);
  await window.showTextDocument(experiment, { viewColumn: ViewColumn.Beside, preserveFocus: true });
}

/** Writes an experiment for a cell that none uses. @throws Error, in words, where one of that name is there */
export async function experimentFor(cell: Uri): Promise<Uri> {
  const folder = await folderAt(cell);
  const file = cell.path.slice(folder.path.length + 1);
  const name = file.replace(/^.*\/|\.\w+$/g, '');
  const experiment = Uri.joinPath(folder, `${name}.unfold.json`);
  if (await exists(experiment)) throw new Error(`No experiment uses ${file}: give ${name}.unfold.json the cell { "kind": "./${file}" }.`);
  await write(experiment, newCellExperiment(name, file));
  return experiment;
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
