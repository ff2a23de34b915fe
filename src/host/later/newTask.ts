import { FileType, Uri, window, workspace } from 'vscode';
import { newTaskExperiment, newTaskFiles, newTaskText, patternOf, problemOfTaskName, taskExperiment, taskTemplates } from '../../core/spec/newTask.ts';
import type { NewTask, TaskTemplate } from '../../core/spec/newTask.ts';
import { typesFile } from '../../core/spec/typesFile.ts';
import { chooseWorkspaceFolder } from '../commands/chooseFolder.ts';
import { exists } from '../exists.ts';
import { isOfPerson } from '../ownCode.ts';
import type { CellParts } from '../platform.ts';
import { showWritten } from './showWritten.ts';
import { tell, writeExperiment } from './writeExperiment.ts';
import { writeTypes } from './writeTypes.ts';

/** Writes a task to begin with, a test beside it, the types that both need and an experiment that uses it, and opens the two side by side. */
export async function newTask({ templates, aside }: Pick<CellParts, 'templates' | 'aside'>, target: unknown): Promise<void> {
  const folder = target instanceof Uri && isOfPerson(target, aside) ? await folderAt(target) : await chooseWorkspaceFolder('task', aside);
  const task = folder && await askForTask(folder);
  if (!folder || !task) return;
  const files = newTaskFiles(task);
  const [file, test, types] = [files.task, files.test, files.types].map(name => Uri.joinPath(folder, name)) as [Uri, Uri, Uri];
  const template = async (name: string) => newTaskText(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(templates, 'tasks', name))), task);
  await write(file, await template(`${task.from}.ts`));
  if (!await exists(test)) await write(test, await template(`${task.from}.test.ts`));
  await writeTypes(Uri.joinPath(templates, typesFile), types);
  const written = await writeExperiment(folder, task.name, { task: `./${files.task}` }, newTaskExperiment(task.name, files.task, task.from));
  tell(written);
  await showWritten(file, written.experiment);
}

/** Writes an experiment for a task that none uses. @param text of the task */
export async function experimentForTask(task: Uri, text: string): Promise<Uri> {
  const folder = await folderAt(task);
  const file = task.path.slice(folder.path.length + 1);
  const name = file.replace(/^.*\/|\.\w+$/g, '');
  const written = await writeExperiment(folder, name, { task: `./${file}` }, taskExperiment(name, file, patternOf(text)));
  tell(written);
  return written.experiment;
}

/** @returns undefined where the person changed their mind */
async function askForTask(folder: Uri): Promise<NewTask | undefined> {
  const title = 'New Task';
  const from = await window.showQuickPick(Object.entries(taskTemplates).map(([label, detail]) => ({ label, detail })), { title, placeHolder: 'What shall it begin as?' });
  const language = from && await window.showQuickPick([{ label: 'TypeScript' }, { label: 'JavaScript' }], { title, placeHolder: 'Written in which language? Both run as they are.' });
  if (!language) return undefined;
  const js = language.label === 'JavaScript';
  const validateInput = async (name: string): Promise<string | undefined> => {
    const { task } = newTaskFiles({ name, js });
    return problemOfTaskName(name) ?? (await exists(Uri.joinPath(folder, task)) ? `${task} is already there.` : undefined);
  };
  const name = await window.showInputBox({ title, prompt: 'The name of its file', value: 'mine', validateInput });
  return name === undefined ? undefined : { name, from: from.label as TaskTemplate, js };
}

/** The folder that was clicked, or that of the file. A folder of tasks is one within it. */
async function folderAt(target: Uri): Promise<Uri> {
  const { type } = await workspace.fs.stat(target);
  const folder = type & FileType.Directory ? target : Uri.joinPath(target, '..');
  return folder.path.endsWith('/tasks') ? Uri.joinPath(folder, '..') : folder;
}

const write = (file: Uri, text: string): Thenable<void> => workspace.fs.writeFile(file, new TextEncoder().encode(text));
