import { FileType, Uri, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { cellTemplates, newCellExperiment, newCellFiles, newCellTestText, newCellText } from '../../core/spec/newCell.ts';
import type { CellTemplate, NewCell } from '../../core/spec/newCell.ts';
import { typesFile } from '../../core/spec/typesFile.ts';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import { exists } from '../exists.ts';
import { isOfPerson } from '../ownCode.ts';
import type { CellParts } from '../platform.ts';
import { askForLanguage, askForName } from './askForCell.ts';
import { askForCellOf, cellItems, experimentFrom } from './cellOfExperiment.ts';
import type { CellItem } from './cellOfExperiment.ts';
import { showWritten } from './showWritten.ts';
import { tell, writeExperiment } from './writeExperiment.ts';
import type { WrittenExperiment } from './writeExperiment.ts';
import { writeTypes } from './writeTypes.ts';

/** Writes a cell to begin with, a test beside it, the types that both need and an experiment that uses it, and opens the two side by side. @param target a folder, or the experiment whose cell it begins as */
export async function newCell(parts: CellParts, target: unknown): Promise<void> {
  parts.training?.expectCell();
  const from = await askForOrigin(parts, target);
  if (from === undefined) return;
  const written = 'cell' in from ? await askForCellOf(parts, from) : await newOf(parts, from.label as CellTemplate, target);
  if (written === undefined) return;
  tell(written);
  await showWritten(written.cell, written.experiment);
}

async function askForOrigin(parts: CellParts, target: unknown): Promise<CellItem | QuickPickItem | undefined> {
  const experiment = experimentFrom(target);
  const items = experiment ? await cellItems(parts, experiment) : [];
  const templates = Object.entries(cellTemplates).map(([label, detail]) => ({ label, detail }));
  return window.showQuickPick<CellItem | QuickPickItem>([...items, ...templates], { title: 'New Cell', placeHolder: 'What shall it begin as?', matchOnDescription: true, matchOnDetail: true });
}

/** What was written; undefined where the person changed their mind. */
async function newOf({ templates, aside }: CellParts, from: CellTemplate, target: unknown): Promise<(WrittenExperiment & { cell: Uri }) | undefined> {
  const folder = target instanceof Uri && isOfPerson(target, aside) ? await folderAt(target) : await chooseWorkspaceFolder('cell', aside);
  const cell = folder && await askForCell(folder, from);
  if (!folder || !cell) return undefined;
  const files = newCellFiles(cell);
  const [file, test, types] = [files.cell, files.test, files.types].map(name => Uri.joinPath(folder, name)) as [Uri, Uri, Uri];
  const template = async (name: string) => new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(templates, name)));
  await write(file, newCellText(await template(`${cell.from}.ts`), cell));
  if (!await exists(test)) await write(test, newCellTestText(await template(`${cell.from}.test.ts`), cell));
  await writeTypes(Uri.joinPath(templates, typesFile), types);
  return { cell: file, ...await writeExperiment(folder, cell.name, { cell: `./${files.cell}` }, newCellExperiment(cell.name, files.cell)) };
}

/** Writes an experiment for a cell that none uses. */
export async function experimentFor(cell: Uri): Promise<Uri> {
  const folder = await folderAt(cell);
  const file = cell.path.slice(folder.path.length + 1);
  const name = file.replace(/^.*\/|\.\w+$/g, '');
  const written = await writeExperiment(folder, name, { cell: `./${file}` }, newCellExperiment(name, file));
  tell(written);
  return written.experiment;
}

/** @returns undefined where the person changed their mind */
async function askForCell(folder: Uri, from: CellTemplate): Promise<NewCell | undefined> {
  const title = 'New Cell';
  const js = await askForLanguage(title);
  const cell = (name: string): NewCell => ({ name, from, js: js === true });
  const name = js === undefined ? undefined : await askForName(title, entered => Uri.joinPath(folder, newCellFiles(cell(entered)).cell));
  return name === undefined ? undefined : cell(name);
}

/** The folder that was clicked, or that of the file. A folder of cells is one within it. */
async function folderAt(target: Uri): Promise<Uri> {
  const { type } = await workspace.fs.stat(target);
  const folder = type & FileType.Directory ? target : Uri.joinPath(target, '..');
  return folder.path.endsWith('/cells') ? Uri.joinPath(folder, '..') : folder;
}

const write = (file: Uri, text: string): Thenable<void> => workspace.fs.writeFile(file, new TextEncoder().encode(text));
