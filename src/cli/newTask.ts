import { join } from 'node:path';
import { taskTemplates } from '../core/spec/newTask.ts';
import type { TaskTemplate } from '../core/spec/newTask.ts';
import { listed } from '../core/spec/wording.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { folderFor } from './folderFor.ts';
import { writeTask } from './writeTask.ts';

const options = { from: { type: 'string', default: 'echo' }, js: { type: 'boolean', default: false }, dir: { type: 'string', default: '.' } } as const;

/** `unfold new task NAME` @throws Complaint */
export async function newTask(args: string[]): Promise<number> {
  const { file: name, values: { from, js, dir } } = readArguments(args, options);
  if (name === undefined) throw notValid('Which name? unfold new task NAME');
  if (!Object.hasOwn(taskTemplates, from)) throw notValid(`--from takes ${listed(Object.keys(taskTemplates), 'or')}, not "${from}".`);
  const templates = join(__dirname, 'templates');
  const { task, experiment, notes } = await writeTask({ name, from: from as TaskTemplate, js }, await folderFor(dir, 'tasks'), join(templates, 'tasks'), join(templates, 'unfold.d.ts'));
  console.log([...notes, `${task} is your task; ${experiment} trains on it: unfold train ${experiment}`].join('\n'));
  return exitCodes.done;
}
