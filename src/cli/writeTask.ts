import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newTaskExperiment, newTaskFiles, newTaskText, problemOfTaskName } from '../core/spec/newTask.ts';
import type { NewTask } from '../core/spec/newTask.ts';
import { isOurs } from '../core/spec/typesFile.ts';
import { notValid } from './complaint.ts';
import { writeExperiment } from './writeExperiment.ts';
import type { WrittenExperiment } from './writeExperiment.ts';

/** What was written, by its paths, and what a person should know of it. */
export interface WrittenTask extends WrittenExperiment {
  readonly task: string;
}

/** Writes a task, the test beside it, the types that both need, and an experiment that uses it. @param templates the folder of those of tasks @param types the file of those types @throws Complaint */
export async function writeTask(task: NewTask, folder: string, templates: string, types: string): Promise<WrittenTask> {
  const problem = problemOfTaskName(task.name);
  if (problem !== undefined) throw notValid(problem);
  const files = newTaskFiles(task);
  const [file, test, beside] = [files.task, files.test, files.types].map(name => join(folder, name)) as [string, string, string];
  if (existsSync(file)) throw notValid(`${file} is already there: take another name.`);
  await mkdir(join(folder, 'tasks'), { recursive: true });
  await writeFile(file, newTaskText(await readFile(join(templates, `${task.from}.ts`), 'utf8'), task));
  if (!existsSync(test)) await writeFile(test, newTaskText(await readFile(join(templates, `${task.from}.test.ts`), 'utf8'), task));
  if (!existsSync(beside) || isOurs(await readFile(beside, 'utf8'))) await writeFile(beside, await readFile(types));
  return { task: file, ...await writeExperiment(join(folder, task.name), { task: `./${files.task}` }, newTaskExperiment(task.name, files.task, task.from)) };
}
